//! Codes by what people type.

use super::Code;

/// How many letters a slip may change.
const SLIPS: usize = 3;

pub(super) fn find(text: &str) -> Result<Code, Option<Code>> {
    let text = text.trim().to_lowercase();
    let names = |it: Code| [it.as_str().to_lowercase(), it.name().to_lowercase()];
    if let Some(it) = Code::ALL.iter().find(|it| names(**it).contains(&text)) {
        return Ok(*it);
    }
    let near = |it: Code| {
        names(it).iter().map(|it| strsim::levenshtein(&text, it)).min().unwrap_or(usize::MAX)
    };
    let nearest = Code::ALL.iter().map(|it| (near(*it), *it)).min();
    // Of numbers many are near each other.
    let most = if text.starts_with("gd") { 1 } else { SLIPS.min(text.len() / 3) };
    Err(nearest.filter(|(slips, _)| *slips <= most).map(|(_, it)| it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_number_and_name_and_a_slip_is_guessed() {
        assert_eq!(find("gd0202"), Ok(Code::RowWithoutName));
        assert_eq!(find(" RowWithoutName "), Ok(Code::RowWithoutName));
        assert_eq!(find("RowWithoutNam"), Err(Some(Code::RowWithoutName)));
        assert_eq!(find("GD02O2"), Err(Some(Code::RowWithoutName)));
        assert_eq!(find("GD9999"), Err(None));
        assert_eq!(find("anything else"), Err(None));
        assert_eq!(find(""), Err(None));
    }
}
