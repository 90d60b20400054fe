//! `graphdown explain`.

use crate::args::Explain;
use crate::console::{Console, Failure};
use graphdown::diagnostics::Code;
use std::fmt::Write;

pub(crate) fn run(args: &Explain, console: &Console) -> Result<bool, Failure> {
    let Some(wanted) = &args.code else {
        console.print(list())?;
        return Ok(true);
    };
    let code = match Code::find(wanted) {
        Ok(code) => code,
        Err(near) => {
            let help = match near {
                Some(it) => format!("is `{it}` ({}) meant?", it.name()),
                None => "`graphdown explain` lists them all".to_owned(),
            };
            console.tell(format!("there is no diagnostic `{wanted}`; {help}\n"));
            return Ok(false);
        }
    };
    let title =
        console.bold(&format!("{} {} ({})", code.as_str(), code.name(), code.severity().as_str()));
    console.print(format!("{title}\n\n{}\n\nWhat to do: {}\n", code.summary(), code.help()))?;
    Ok(true)
}

fn list() -> String {
    let mut text = String::new();
    for code in Code::ALL {
        let _ = writeln!(
            text,
            "{}  {:<8} {:<22}  {}",
            code.as_str(),
            code.severity().as_str(),
            code.name(),
            code.summary()
        );
    }
    text
}
