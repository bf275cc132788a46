//! Numbers of a rulebook: at most six decimals, below 1,000,000; ranges that hold at least one answer.

use crate::decimal::{Decimal, NotADecimal};
use crate::document::record::{WRONG_TYPE, list, map, wrong_type};
use crate::document::{Finding, Place, without_exponent};
use crate::rulebook::{Number, codes};
use crate::text::Span;

/// The limit of the absolute value of numbers in a rulebook (exclusive).
pub(crate) const TOO_LARGE: Decimal = Decimal::whole(1_000_000);

/// The keys of a number question about its answers. A key in `per_option` takes precedence over that of the question.
#[derive(Clone, Copy)]
pub(super) struct NumberPlaces<'n, 't> {
    /// The question, for messages.
    pub(super) name: &'n str,
    /// The place of the question's name.
    pub(super) at: Span,
    /// The entry of `per_option`.
    pub(super) own: Option<Place<'t>>,
    /// The map of the question.
    pub(super) shared: Place<'t>,
}

/// Reads a number as written; reports one that is not allowed.
pub(super) fn figure(place: Place<'_>, errors: &mut Vec<Finding>) -> Option<Decimal> {
    let Some(written) = place.digits() else {
        if !place.is_refused() {
            errors.push(wrong_type(place, "a number"));
        }
        return None;
    };
    let refused = match Decimal::parse(&without_exponent(written)) {
        Ok(value) if value < TOO_LARGE && Decimal::ZERO.minus(value) < TOO_LARGE => return Some(value),
        Ok(_) | Err(NotADecimal::TooLarge) => {
            codes::NUMBER_TOO_LARGE.at(place.span(), format!("`{written}` is 1,000,000 or more in size"))
        }
        Err(NotADecimal::TooFine) => {
            codes::NUMBER_TOO_FINE.at(place.span(), format!("`{written}` has more than 6 decimals"))
        }
        Err(NotADecimal::Form) => wrong_type(place, "a number written with digits"),
    };
    errors.push(refused);
    None
}

/// Reads the number of decimals: a whole number from 0 to 6.
pub(super) fn decimals(place: Place<'_>, errors: &mut Vec<Finding>) -> Option<u8> {
    let places = figure(place, errors)?;
    let found = (0..=6).find(|&count| Decimal::whole(i32::from(count)) == places);
    if found.is_none() {
        errors.push(codes::DECIMALS.at(place.span(), format!("`decimals: {places}` cannot be")));
    }
    found
}

/// Reads the limit of a text in characters: a whole number from 1 to 10,000.
pub(super) fn limit(place: Place<'_>, errors: &mut Vec<Finding>) -> Option<usize> {
    let limit = figure(place, errors)?;
    let whole = Some(limit.millionths() / 1_000_000).filter(|_| limit.decimals() == 0);
    let found = whole.filter(|whole| (1..=10_000).contains(whole)).and_then(|whole| usize::try_from(whole).ok());
    if found.is_none() {
        errors.push(codes::LIMIT.at(place.span(), format!("the text limit `{limit}` cannot be")));
    }
    found
}

impl<'t> NumberPlaces<'_, 't> {
    /// Returns the value of a key, the option's own first.
    fn get(self, key: &str) -> Option<Place<'t>> {
        let present = |place: Place<'t>| place.present(key);
        self.own.and_then(present).or_else(|| present(self.shared))
    }

    /// Reads the unit, range and precision; `None` if the range is missing, or if the range or the decimals cannot be
    /// read.
    pub(super) fn read(self, errors: &mut Vec<Finding>) -> Option<Number> {
        let unit = self.get("unit").and_then(Place::text).map(str::to_owned);
        let places = self.get("decimals").map_or(Some(0), |place| decimals(place, errors));
        let range = self.get("range");
        if range.is_none() {
            let at = self.own.map_or(self.at, Place::head);
            errors.push(codes::NUMBER_WITHOUT_RANGE.at(at, format!("the number `{}` has no `range`", self.name)));
        }
        let range = range.and_then(|place| ends(place, places, errors));
        let usual = self.get("usual").and_then(|place| ends(place, places, errors));
        if let (Some((low, high)), Some((least, most))) = (usual, range)
            && (low < least || high > most)
        {
            let span = |key| self.get(key).map_or(self.at, Place::span);
            let message = format!("`usual` from {low} to {high} lies outside `range` from {least} to {most}");
            errors.push(codes::USUAL_OUTSIDE_RANGE.at(span("usual"), message).and(span("range"), "the range"));
        }
        let accepts = self.get("accepts").map(|place| accepts(place, unit.as_deref(), errors)).unwrap_or_default();
        Some(Number { unit, range: range?, usual, decimals: places?, accepts })
    }
}

/// Reads a range: two numbers, the lesser first.
fn ends(place: Place<'_>, decimals: Option<u8>, errors: &mut Vec<Finding>) -> Option<(Decimal, Decimal)> {
    let items: Vec<Place<'_>> = place.items().collect();
    let [low, high] = items.as_slice() else {
        if !place.is_refused() {
            errors.push(not_two(place, "a list of two numbers"));
        }
        return None;
    };
    let values = (figure(*low, errors), figure(*high, errors));
    let (Some(least), Some(most)) = values else { return None };
    if least > most {
        errors.push(codes::EMPTY_RANGE.at(place.span(), format!("the range from {least} to {most} is empty")));
        return None;
    }
    let mut fits = true;
    for (end, value) in [(low, least), (high, most)] {
        if let Some(decimals) = decimals
            && value.decimals() > decimals
        {
            let message = format!("the end `{value}` has more decimals than the {decimals} that an answer keeps");
            errors.push(codes::END_TOO_FINE.at(end.span(), message));
            fits = false;
        }
    }
    fits.then_some((least, most))
}

/// Reads other units, with the value of one of each in the stored unit.
fn accepts(place: Place<'_>, unit: Option<&str>, errors: &mut Vec<Finding>) -> Vec<(String, Decimal)> {
    let mut accepted = Vec::new();
    for (name, factor) in map(place, "a map of units and factors", errors).into_iter().flat_map(Place::entries) {
        let why = match figure(factor, errors) {
            None => continue,
            Some(value) if value <= Decimal::ZERO => "the factor is not above 0",
            Some(_) if name.trim().is_empty() => "it has no name",
            Some(_) if unit.is_none() => "the question has no `unit` of its own",
            Some(_) if unit == Some(name) => "it is the question's own unit",
            Some(value) => {
                accepted.push((name.to_owned(), value));
                continue;
            }
        };
        errors.push(codes::ACCEPTS.at(factor.key_span(), format!("the unit `{name}` cannot be accepted: {why}")));
    }
    accepted
}

/// Returns the items of a list of exactly two; reports anything else.
pub(super) fn pair<'t>(place: Place<'t>, key: &str, errors: &mut Vec<Finding>) -> Option<[Place<'t>; 2]> {
    let items = list(place, key, "operand", errors);
    match items.as_slice() {
        &[first, second] => Some([first, second]),
        [] => None,
        _ => {
            errors.push(not_two(place, "a list of two operands"));
            None
        }
    }
}

fn not_two(place: Place<'_>, expected: &str) -> Finding {
    let found =
        if place.is_list() { format!("a list of {}", place.items().count()) } else { place.described().to_owned() };
    WRONG_TYPE.at(place.span(), format!("expected {expected}, found {found}"))
}
