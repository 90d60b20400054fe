//! `graphdown export`.

use crate::args::{Export, ExportFormat};
use crate::console::{Console, Failure};
use crate::generate::require;
use crate::inspect::keep_version;
use graphdown::{Ir, export};
use std::fs;
use std::path::Path;

pub(crate) fn run(args: &Export, console: &Console) -> Result<bool, Failure> {
    let config = require(&args.source)?;
    let mut ir = {
        let _progress =
            console.progress(format!("reading {}", config.documentation_folder().display()));
        config.load()?
    };
    keep_version(&mut ir.edm, args.api_version);
    let Some(text) = text(&ir, args.format) else {
        let what = args.api_version.map_or("the API".to_owned(), |it| format!("the {it} API"));
        console.tell(format!("the documentation says nothing about {what}\n"));
        return Ok(false);
    };
    match &args.out {
        Some(path) => write(path, &text)?,
        None => console.print(text)?,
    }
    Ok(true)
}

fn text(ir: &Ir, format: ExportFormat) -> Option<String> {
    let api = ir.edm.apis.first()?;
    let json = |it: serde_json::Value| format!("{it:#}\n");
    Some(match format {
        ExportFormat::Openapi => json(export::openapi(api)),
        ExportFormat::OpenapiOlder => json(export::openapi_3_0(api)),
        ExportFormat::Csdl => export::csdl_xml(api),
        ExportFormat::CsdlJson => json(export::csdl_json(api)),
        ExportFormat::JsonSchema => json(export::json_schema(api)),
        ExportFormat::Inventory => json(graphdown::inventory(&ir.docs, &ir.edm)),
        ExportFormat::Permissions => export::permissions_csv(api),
        ExportFormat::PermissionsMarkdown => export::permissions_markdown(api),
    })
}

/// Under another name first, so that the file is whole at any moment.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let temporary = path.with_file_name(name);
    let done = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    done.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Failure::Usage(
            format!("cannot write `{}`: {error}", path.display()),
            "check that the folder is there and that it can be written".to_owned(),
        )
    })
}
