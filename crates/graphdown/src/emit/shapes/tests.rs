//! Which pieces have the same shape.

use super::*;
use crate::emit::text::Template;
use quote::quote;

fn word(source: &str) -> TokenStream {
    source.parse().expect("it is Rust")
}

/// Writes a piece with one word after another, and compares each with what prettyplease makes of it. The last text, and what is known then.
fn write_all<const N: usize>(
    place: Place,
    words: &[[&str; N]],
    template: Template<N>,
) -> (String, Shapes) {
    let (shapes, mut text) = (Shapes::default(), String::new());
    let mut seen = Seen::new(&shapes);
    for it in words {
        let it = it.map(word);
        let it = std::array::from_fn(|at| &it[at] as &dyn Word);
        text.clear();
        let tokens = |it: &[&dyn Word]| template(std::array::from_fn(|at| it[at]));
        let part = Part::Piece(place);
        let filled = Filled { part, template: template as usize, words: &it, tokens: &tokens };
        seen.write(&filled, &mut text);
        assert_eq!(text, format::piece(place, template(it)));
    }
    (text, shapes)
}

/// The same, and how many forms are known then.
fn written<const N: usize>(
    place: Place,
    words: &[[&str; N]],
    template: Template<N>,
) -> (String, usize) {
    let (text, shapes) = write_all(place, words, template);
    let forms = locked(&shapes.known).len();
    (text, forms)
}

#[test]
fn words_of_the_same_length_have_the_same_form() {
    let words = [["id", "Option<Abc>"], ["at", "Option<Def>"]];
    let (text, shapes) = written(Place::Fields, &words, |[name, ty]| quote! { pub #name: #ty, });
    assert_eq!((text.as_str(), shapes), ("    pub at: Option<Def>,\n", 1));
    let words = [["\"a\\\"b\"", "f"], ["\"c  d\"", "i"]];
    let (text, shapes) =
        written(Place::Arms, &words, |[text, name]| quote! { #text => #name.h(#name), });
    assert_eq!((text.as_str(), shapes), ("            \"c  d\" => i.h(i),\n", 1));
    // Bytes count, as they do for prettyplease.
    let words = [["\"aä\""], ["\"abc\""]];
    assert_eq!(written(Place::Arms, &words, |[text]| quote! { #text => b, }).1, 1);
}

#[test]
fn words_of_other_lengths_have_the_same_form_unless_they_are_empty() {
    let words = [["\"ab\"", "cd"], ["\"c\"", "d"], ["\"\"", "e"], ["\"fg\"", "fg"]];
    let template: Template<2> = |[text, name]| quote! { #text => #name.a(#name, #text), };
    let (text, shapes) = written(Place::Arms, &words, template);
    assert_eq!((text.as_str(), shapes), ("            \"fg\" => fg.a(fg, \"fg\"),\n", 2));
}

#[test]
fn a_word_of_the_template_stays_though_it_is_that_of_the_first_piece() {
    let words = [["read", "read"], ["name", "from"], ["from", "name"]];
    let (text, shapes) =
        written(Place::Statements, &words, |[one, two]| quote! { from.read(#two, #one); });
    assert_eq!((text.as_str(), shapes), ("        from.read(name, from);\n", 1));
}

#[test]
fn what_differs_in_more_than_words_has_a_form_of_its_own() {
    for (one, other) in [
        ("name", "self"),
        ("name", "true"),
        ("a.b(1)", "a.b(2)"),
        ("a(\"1\")", "a('1')"),
        ("a + b", "a - b"),
        ("(a)", "[a]"),
        ("r#type", "thing1"),
    ] {
        let words = [[one], [other]];
        assert_eq!(
            written(Place::Statements, &words, |[it]| quote! { a(#it); }).1,
            2,
            "{one} {other}"
        );
    }
    // What counts by its text in the template only is not remembered.
    let (names, texts) = ([["a"], ["b"]], [["\"a\""], ["\"b\""]]);
    assert_eq!(written(Place::Items, &names, |[it]| quote! { #it!(a); }).1, 0);
    assert_eq!(written(Place::Items, &texts, |[it]| quote! { #[path = #it] mod a; }).1, 0);
    assert_eq!(written(Place::Items, &texts, |[it]| quote! { #[cfg(a = #it)] mod a; }).1, 1);
}

#[test]
fn templates_and_places_have_forms_of_their_own() {
    let shapes = Shapes::default();
    let mut seen = Seen::new(&shapes);
    let name = word("a");
    let templates: [Template<1>; 2] = [|[it]| quote! { mod #it; }, |[it]| quote! { use #it; }];
    let mut write = |part: Part, template: Template<1>| {
        let mut text = String::new();
        let tokens = |it: &[&dyn Word]| template(std::array::from_fn(|at| it[at]));
        let filled = Filled { part, template: template as usize, words: &[&name], tokens: &tokens };
        seen.write(&filled, &mut text);
        text
    };
    for _ in 0..2 {
        assert_eq!(write(Part::Piece(Place::Items), templates[0]), "mod a;\n");
        assert_eq!(write(Part::Piece(Place::Items), templates[1]), "use a;\n");
        assert_eq!(write(Part::Piece(Place::Statements), templates[1]), "        use a;\n");
        assert_eq!(
            write(Part::Opening(Place::Fields), |[it]| quote! { struct #it }),
            "struct a {\n"
        );
    }
}

#[test]
fn a_line_breaks_where_it_would_without_shapes() {
    for length in 1..100 {
        let words = ["x", "y"].map(|it| it.repeat(length));
        let words = [["a", words[0].as_str()], ["b", &words[1]]];
        let method = |[name, ty]: [&dyn Word; 2]| quote! { pub fn #name(&self) -> #ty { #ty(self.0.literal(#name)) } };
        assert_eq!(written(Place::Members, &words, method).1, 1);
        let texts = ["x", "y"].map(|it| format!("\"{}\"", it.repeat(length)));
        let words = [["a", texts[0].as_str()], ["b", &texts[1]]];
        let item =
            |[name, text]: [&dyn Word; 2]| quote! { #[cfg(any(a = #text, a = "b"))] struct #name; };
        assert_eq!(written(Place::Items, &words, item).1, 1);
    }
}

#[test]
fn lines_that_fit_have_one_layout_and_others_their_own() {
    let words: Vec<[String; 2]> =
        (1..99).map(|it| ["a".repeat(it), format!("\"{}\"", "b".repeat(99 - it))]).collect();
    let words: Vec<[&str; 2]> = words.iter().map(|[a, b]| [a.as_str(), b.as_str()]).collect();
    let templates: [Template<2>; 3] = [
        |[name, text]| quote! { self.0.a(#text).b(&Self::#name, #name); },
        // For this one there is less room than a line has.
        |[name, text]| quote! { a(S { a: #name, ..b }, #text); },
        |[name, text]| quote! { let #name: A<B<#name>> = [#text, #name].c(|a| a + #name); },
    ];
    for template in templates {
        for end in [10, 98] {
            written(Place::Statements, &words[..end], template);
        }
    }
}

#[test]
fn a_text_with_other_words_is_not_remembered() {
    let (text, shapes) = write_all(
        Place::Fields,
        &[["id"], ["at"]],
        |[it]| quote! { #[doc = " Words."] pub #it: A, },
    );
    assert_eq!((text.as_str(), shapes.formatted()), ("    /// Words.\n    pub at: A,\n", 2));
}

#[test]
fn what_is_between_two_lengths_is_not_formatted() {
    // Lengths from 20 to 159 in no order.
    let lengths = (0..140).map(|it| 20 + it * 37 % 140);
    let words: Vec<[String; 2]> =
        lengths.map(|it| [format!("\"{}\"", "a".repeat(it / 2)), "b".repeat(it / 2)]).collect();
    let words: Vec<[&str; 2]> = words.iter().map(|[a, b]| [a.as_str(), b.as_str()]).collect();
    let simple: [Template<2>; 2] = [
        |[text, name]| quote! { #text => from.read(&mut self.#name), },
        |[text, name]| quote! { #text => #name, },
    ];
    for template in simple {
        let (_, shapes) = write_all(Place::Arms, &words, template);
        assert!(shapes.formatted() < 60, "{}", shapes.formatted());
    }
    let others: [Template<2>; 2] = [
        |[text, name]| quote! { #text => self.#name.b(#text).c(&Self::#name, |it| it + #name), },
        |[text, name]| quote! { #text => { let #name: A<B<#name>> = a(S { a: #name }, #text); } },
    ];
    for template in others {
        write_all(Place::Arms, &words, template);
    }
}
