//! `$filter`: reading and evaluating the part of its language that this server knows. The rest is refused by name.
//!
//! Known: `eq ne gt ge lt le in`, `and or not`, parentheses, `startswith endswith contains`, `any` and `all`, paths with slashes.
//! Source: OData 4.01 part 2, section 5.1.1.

use super::lexer::{self, Token};
use crate::refusal::Refusal;
use serde_json::Value;
use std::cmp::Ordering;

/// Deeper conditions are refused.
const MAX_DEPTH: usize = 40;

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filter {
    Or(Box<Filter>, Box<Filter>),
    And(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Compare(Operand, Comparison, Operand),
    In(Operand, Vec<Value>),
    Text(TextTest, Operand, Operand),
    /// True for some or all elements, which have a name of their own in the inner condition.
    Elements {
        path: Vec<String>,
        all: bool,
        name: String,
        inner: Option<Box<Filter>>,
    },
    /// A property that is true or false by itself.
    Truth(Operand),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Path(Vec<String>),
    Literal(Value),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
}

/// Reads a condition.
pub(crate) fn parse(text: &str) -> Result<Filter, Refusal> {
    let tokens = lexer::tokens(text).map_err(|it| invalid(&it))?;
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
    let filter = reader.or()?;
    match reader.peek() {
        None => Ok(filter),
        Some(it) => Err(invalid(&format!("nothing is expected at '{it}'"))),
    }
}

fn invalid(why: &str) -> Refusal {
    Refusal::bad(format!("Invalid filter clause: {why}."))
}

fn unknown(what: &str) -> Refusal {
    Refusal::unsupported(format!(
        "`$filter` with `{what}` is not evaluated; known are eq, ne, gt, ge, lt, le, in, and, or, not, startswith, endswith, contains, any and all"
    ))
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(it)) if it == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &Token) -> Result<(), Refusal> {
        if self.take(token) {
            return Ok(());
        }
        let found = self.peek().map_or("the end".to_owned(), |it| format!("'{it}'"));
        Err(invalid(&format!("'{token}' is expected, not {found}")))
    }

    fn or(&mut self) -> Result<Filter, Refusal> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(invalid("it is nested too deep"));
        }
        let mut left = self.and()?;
        while self.take_word("or") {
            left = Filter::Or(Box::new(left), Box::new(self.and()?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn and(&mut self) -> Result<Filter, Refusal> {
        let mut left = self.not()?;
        while self.take_word("and") {
            left = Filter::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Filter, Refusal> {
        let mut negations = 0usize;
        while self.take_word("not") {
            negations += 1;
        }
        let inner = self.condition()?;
        Ok(if negations % 2 == 1 { Filter::Not(Box::new(inner)) } else { inner })
    }

    fn condition(&mut self) -> Result<Filter, Refusal> {
        if self.take(&Token::Open) {
            let inner = self.or()?;
            self.expect(&Token::Close)?;
            return Ok(inner);
        }
        if let (Some(Token::Word(name)), Some(Token::Open)) =
            (self.peek(), self.tokens.get(self.at + 1))
        {
            let name = name.clone();
            self.at += 2;
            return self.call(&name);
        }
        let left = self.operand()?;
        if self.take_word("in") {
            self.expect(&Token::Open)?;
            let mut values = Vec::new();
            loop {
                let Operand::Literal(value) = self.operand()? else {
                    return Err(invalid("a list holds values"));
                };
                values.push(value);
                if !self.take(&Token::Comma) {
                    break;
                }
            }
            self.expect(&Token::Close)?;
            return Ok(Filter::In(left, values));
        }
        match self.comparison()? {
            Some(it) => Ok(Filter::Compare(left, it, self.operand()?)),
            None if matches!(left, Operand::Path(_) | Operand::Literal(Value::Bool(_))) => {
                Ok(Filter::Truth(left))
            }
            None => Err(invalid("a comparison is expected")),
        }
    }

    fn comparison(&mut self) -> Result<Option<Comparison>, Refusal> {
        let Some(Token::Word(word)) = self.peek() else { return Ok(None) };
        let found = match word.as_str() {
            "eq" => Comparison::Eq,
            "ne" => Comparison::Ne,
            "gt" => Comparison::Gt,
            "ge" => Comparison::Ge,
            "lt" => Comparison::Lt,
            "le" => Comparison::Le,
            "and" | "or" => return Ok(None),
            "has" | "add" | "sub" | "mul" | "div" | "mod" => return Err(unknown(word)),
            other => return Err(invalid(&format!("'{other}' is no operator"))),
        };
        self.at += 1;
        Ok(Some(found))
    }

    fn call(&mut self, name: &str) -> Result<Filter, Refusal> {
        if let Some((path, quantifier)) = name.rsplit_once('/')
            && matches!(quantifier, "any" | "all")
        {
            return self.elements(path, quantifier == "all");
        }
        let test = match name {
            "startswith" => TextTest::StartsWith,
            "endswith" => TextTest::EndsWith,
            "contains" => TextTest::Contains,
            other => return Err(unknown(other)),
        };
        let left = self.operand()?;
        self.expect(&Token::Comma)?;
        let right = self.operand()?;
        self.expect(&Token::Close)?;
        // `startswith(...) eq true` is the same.
        if self.take_word("eq") && !self.take_word("true") {
            return Err(unknown("a function compared to something else than true"));
        }
        Ok(Filter::Text(test, left, right))
    }

    fn elements(&mut self, path: &str, all: bool) -> Result<Filter, Refusal> {
        let path = path.split('/').map(str::to_owned).collect();
        if !all && self.take(&Token::Close) {
            return Ok(Filter::Elements { path, all, name: String::new(), inner: None });
        }
        let Some(Token::Word(name)) = self.peek().cloned() else {
            return Err(invalid("a name for the elements is expected"));
        };
        self.at += 1;
        self.expect(&Token::Colon)?;
        let inner = Some(Box::new(self.or()?));
        self.expect(&Token::Close)?;
        Ok(Filter::Elements { path, all, name, inner })
    }

    fn operand(&mut self) -> Result<Operand, Refusal> {
        let operand = match self.peek() {
            Some(Token::Text(it)) => Operand::Literal(it.clone().into()),
            Some(Token::Word(word)) => match lexer::literal(word) {
                Some(it) => Operand::Literal(it),
                None if self.tokens.get(self.at + 1) == Some(&Token::Open) => {
                    return Err(unknown(word));
                }
                None if word.ends_with("$count") => return Err(unknown(word)),
                None => Operand::Path(word.split('/').map(str::to_owned).collect()),
            },
            Some(it) => {
                return Err(invalid(&format!("a value or a property is expected, not '{it}'")));
            }
            None => return Err(invalid("it ends too early")),
        };
        self.at += 1;
        Ok(operand)
    }
}

impl Filter {
    /// True if the condition holds for `value`.
    pub(crate) fn holds(&self, value: &Value) -> bool {
        self.test(&[("", value)])
    }

    fn test(&self, scopes: &[(&str, &Value)]) -> bool {
        match self {
            Filter::Or(a, b) => a.test(scopes) || b.test(scopes),
            Filter::And(a, b) => a.test(scopes) && b.test(scopes),
            Filter::Not(it) => !it.test(scopes),
            Filter::Truth(it) => it.value(scopes) == Value::Bool(true),
            Filter::Compare(left, comparison, right) => {
                compare(&left.value(scopes), *comparison, &right.value(scopes))
            }
            Filter::In(left, values) => {
                let left = left.value(scopes);
                values.iter().any(|it| compare(&left, Comparison::Eq, it))
            }
            Filter::Text(test, left, right) => {
                let (left, right) = (left.value(scopes), right.value(scopes));
                let (Some(left), Some(right)) = (left.as_str(), right.as_str()) else {
                    return false;
                };
                let (left, right) = (left.to_lowercase(), right.to_lowercase());
                match test {
                    TextTest::StartsWith => left.starts_with(&right),
                    TextTest::EndsWith => left.ends_with(&right),
                    TextTest::Contains => left.contains(&right),
                }
            }
            Filter::Elements { path, all, name, inner } => {
                let found = Operand::Path(path.clone()).value(scopes);
                let elements = found.as_array().map(Vec::as_slice).unwrap_or_default();
                let Some(inner) = inner else { return !elements.is_empty() };
                let mut each = elements.iter().map(|it| {
                    let mut scopes = scopes.to_vec();
                    scopes.push((name, it));
                    inner.test(&scopes)
                });
                if *all { each.all(|it| it) } else { each.any(|it| it) }
            }
        }
    }

    /// The paths from the object itself, to see whether there are such properties.
    pub(crate) fn paths(&self) -> Vec<&[String]> {
        match self {
            Filter::Or(a, b) | Filter::And(a, b) => [a.paths(), b.paths()].concat(),
            Filter::Not(it) => it.paths(),
            Filter::Truth(it) | Filter::In(it, _) => it.path().into_iter().collect(),
            Filter::Compare(a, _, b) | Filter::Text(_, a, b) => {
                [a, b].into_iter().filter_map(Operand::path).collect()
            }
            Filter::Elements { path, .. } => vec![path.as_slice()],
        }
    }
}

impl Operand {
    fn path(&self) -> Option<&[String]> {
        match self {
            Operand::Path(it) => Some(it),
            Operand::Literal(_) => None,
        }
    }

    fn value(&self, scopes: &[(&str, &Value)]) -> Value {
        match self {
            Operand::Literal(it) => it.clone(),
            Operand::Path(path) => {
                let named =
                    scopes.iter().rev().find(|(name, _)| !name.is_empty() && path[0] == *name);
                let (start, rest) = match named {
                    Some((_, it)) => (*it, &path[1..]),
                    None => (scopes[0].1, path.as_slice()),
                };
                super::at(start, rest).cloned().unwrap_or_default()
            }
        }
    }
}

fn compare(left: &Value, comparison: Comparison, right: &Value) -> bool {
    let order = order(left, right);
    match comparison {
        Comparison::Eq => order == Some(Ordering::Equal),
        Comparison::Ne => order != Some(Ordering::Equal),
        Comparison::Gt => order == Some(Ordering::Greater),
        Comparison::Ge => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        Comparison::Lt => order == Some(Ordering::Less),
        Comparison::Le => matches!(order, Some(Ordering::Less | Ordering::Equal)),
    }
}

/// The order of two values of one kind. Letter case does not count; times compare as they are written.
pub(crate) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Value::String(a), Value::String(b)) => Some(a.to_lowercase().cmp(&b.to_lowercase())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn holds(text: &str) -> bool {
        let value = json!({
            "name": "Megan O'Neil", "age": 7, "on": true, "none": null, "when": "2024-02-01T00:00:00Z",
            "kinds": ["Unified"], "at": {"city": "Bonn"}, "mails": [{"kind": "home"}, {"kind": "work"}],
        });
        parse(text).unwrap_or_else(|it| panic!("{text}: {it:?}")).holds(&value)
    }

    #[test]
    fn conditions_hold_or_do_not() {
        for text in [
            "name eq 'megan o''neil'",
            "startswith(name,'MEG') and age gt 6",
            "age in (1, 7) and not (age eq 8)",
            "on and none eq null",
            "on eq true or missing eq 1",
            "kinds/any(c:c eq 'Unified')",
            "mails/any(m:m/kind eq 'work') and mails/all(m:m/kind ne 'x')",
            "at/city eq 'bonn' and endswith(at/city,'n')",
            "when ge 2024-01-31T00:00:00Z and contains(name, 'gan')",
            "kinds/any()",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in ["name eq 'x'", "age lt 7", "not on", "none ne null", "kinds/any(c:c eq 'x')"] {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_and_what_is_not_known_are_told_apart() {
        for text in
            ["", "name eq", "name is 'x'", "(name eq 'x'", "name eq 'x", "name eq 'x' 'y'", "eq eq"]
        {
            assert_eq!(parse(text).map_err(|it| it.status), Err(400), "{text}");
        }
        for text in
            ["tolower(name) eq 'x'", "name has 'x'", "mails/$count eq 0", "geo.distance(a,b) lt 1"]
        {
            assert_eq!(parse(text).map_err(|it| it.status), Err(501), "{text}");
        }
        assert!(parse(&"(".repeat(10_000)).is_err());
    }
}
