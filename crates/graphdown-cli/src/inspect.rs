//! `graphdown inspect`.

mod find;
mod show;
mod trail;

use crate::args::{Format, Inspect};
use crate::console::{Console, Failure};
use crate::generate::require;
use find::Found;
use graphdown::Ir;
use graphdown::docset::ApiVersion;
use graphdown::ir::edm::{Api, Edm};

pub(crate) fn run(args: &Inspect, console: &Console) -> Result<bool, Failure> {
    let config = require(&args.source)?;
    let mut ir = {
        let _progress =
            console.progress(format!("reading {}", config.documentation_folder().display()));
        config.load()?
    };
    keep_version(&mut ir.edm, args.api_version);
    let Some(api) = ir.edm.apis.first() else {
        let what = args.api_version.map_or("the API".to_owned(), |it| format!("the {it} API"));
        console.tell(format!("the documentation says nothing about {what}\n"));
        return Ok(false);
    };
    match (&args.name, args.format) {
        (None, Format::Text) => console.print(show::overview(api))?,
        (None, Format::Json) => console.print(inventory(&ir))?,
        (Some(_), Format::Json) => {
            let help = "leave out the name and pick what you need from the whole, or leave out `--format json`";
            return Err(Failure::Usage(
                "`--format json` shows everything".to_owned(),
                help.to_owned(),
            ));
        }
        (Some(name), Format::Text) => return by_name(&ir, api, name, console),
    }
    Ok(true)
}

pub(crate) use find::similar as similar_types;

/// Shows one version only: the one asked for, or v1.0, or what there is.
pub(crate) fn keep_version(edm: &mut Edm, wanted: Option<ApiVersion>) {
    let has_v1 = edm.apis.iter().any(|it| it.version == ApiVersion::V1);
    let wanted = wanted.unwrap_or(if has_v1 { ApiVersion::V1 } else { ApiVersion::Beta });
    edm.apis.retain(|it| it.version == wanted);
}

fn inventory(ir: &Ir) -> String {
    format!("{:#}\n", graphdown::inventory(&ir.docs, &ir.edm))
}

fn by_name(ir: &Ir, api: &Api, name: &str, console: &Console) -> Result<bool, Failure> {
    let found = find::find(api, name);
    for it in &found {
        let text = match it {
            Found::Type(it) => show::structured_type(&ir.docs, api, it, console),
            Found::Enum(it) => show::enum_type(&ir.docs, api, it, console),
            Found::Property(owner, it) => show::property(&ir.docs, api, owner, it, console),
            Found::Member(owner, it) => show::member(&ir.docs, api, owner, it, console),
            Found::Said(subject) => show::said(&ir.docs, api, subject, console),
            Found::Operation(it) => show::operation(&ir.docs, api, it, console),
        };
        console.print(text)?;
    }
    if found.is_empty() {
        let similar = find::similar(api, name);
        let hint = if similar.is_empty() {
            String::new()
        } else {
            format!("; is it {}?", similar.join(", "))
        };
        console
            .tell(format!("{} has no type, enum, property or path `{name}`{hint}\n", api.version));
    }
    Ok(!found.is_empty())
}
