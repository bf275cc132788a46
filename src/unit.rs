//! Numbers with units as people type them (`170`, `5ft7`, `154 lb`, `7,2`), and the cleaning of free text.

use unicode_normalization::char::is_combining_mark;

use crate::decimal::{Decimal, NotADecimal};

/// What a number is read against.
#[derive(Clone, Copy, Debug)]
pub struct Scale<'a> {
    /// The unit it is stored in.
    pub unit: Option<&'a str>,
    /// Other units, and what one of each is in the stored unit.
    pub accepts: &'a [(String, Decimal)],
    /// How many decimals are kept (0 to 6).
    pub decimals: u8,
    /// Impossible outside; both ends included.
    pub range: (Decimal, Decimal),
}

/// A number as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// In the stored unit, rounded half to even.
    pub value: Decimal,
    /// Whether the text says exactly this: no unit was converted and no digit rounded.
    pub exact: bool,
}

/// Why a text is no number of a [`Scale`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnAmount {
    /// Not a number, or not followed by a unit.
    Form,
    /// More than one comma or point, or digits apart: a number that could be anything.
    Separators,
    /// The unit is not one of those accepted.
    Unit,
    /// Of several parts, the first is not the largest, a part is as large as one of the unit before it, or a part
    /// other than the last has decimals.
    Parts,
    /// `1,200`: decimals and thousands are both possible.
    Ambiguous {
        /// Read with decimals, in the stored unit.
        decimals: Decimal,
        /// Read with thousands, in the stored unit.
        thousands: Decimal,
    },
    /// Outside the range.
    OutOfRange,
}

/// Names of one unit; who types one of them means the one that the rulebook accepts.
const SAME_UNIT: [&[&str]; 11] = [
    &["ft", "foot", "feet", "'", "\u{2032}"],
    &["in", "inch", "inches", "\"", "\u{2033}"],
    &["cm", "centimeter", "centimetre"],
    &["lb", "lbs", "pound"],
    &["kg", "kilogram"],
    &["year", "yr", "y"],
    &["month", "mo"],
    &["week", "wk"],
    &["day", "d"],
    &["hour", "hr", "h"],
    &["%", "percent"],
];

/// One number of a text and the factor of its unit.
struct Part<'t> {
    digits: &'t str,
    /// `None` where no unit was typed.
    factor: Option<Decimal>,
}

/// Reads a number with its unit, or with several (`5ft7`, largest first).
///
/// # Errors
/// See [`NotAnAmount`].
pub fn amount(text: &str, scale: &Scale<'_>) -> Result<Amount, NotAnAmount> {
    let text = text.trim();
    let (negative, rest) = match text.chars().next() {
        Some(sign @ ('-' | '\u{2212}')) => (true, &text[sign.len_utf8()..]),
        Some('+') => (false, &text[1..]),
        _ => (false, text),
    };
    let parts = parts(rest, scale)?;
    let signed = |value: Decimal| if negative { Decimal::ZERO.minus(value) } else { value };
    match parts.as_slice() {
        [only] => single(only, scale, signed),
        several => {
            let pairs = compound(several, scale)?;
            let total = |decimals| signed(Decimal::sum_of_products(pairs.iter().copied(), decimals));
            possible(total(6), total(scale.decimals), scale).map(|value| Amount { value, exact: false })
        }
    }
}

fn single(part: &Part<'_>, scale: &Scale<'_>, signed: impl Fn(Decimal) -> Decimal) -> Result<Amount, NotAnAmount> {
    let factor = part.factor.unwrap_or(Decimal::ONE);
    let read = |digits: &str| -> Result<Amount, NotAnAmount> {
        let (fine, kept) = if factor == Decimal::ONE {
            (number(digits, 6)?, number(digits, scale.decimals)?)
        } else {
            let fine = number(digits, 6)?;
            (fine.times(factor, 6), fine.times(factor, scale.decimals))
        };
        let exact = factor == Decimal::ONE && Decimal::parse(digits) == Ok(kept);
        possible(signed(fine), signed(kept), scale).map(|value| Amount { value, exact })
    };
    let with_decimals = read(&part.digits.replace(',', "."));
    let Some(joined) = grouped(part.digits) else { return with_decimals };
    match (with_decimals, read(&joined)) {
        (Ok(decimals), Ok(thousands)) => {
            Err(NotAnAmount::Ambiguous { decimals: decimals.value, thousands: thousands.value })
        }
        (Err(_), Ok(thousands)) => Ok(thousands),
        (with_decimals, Err(_)) => with_decimals,
    }
}

/// `1,200` or `1.200` as `1200`; nothing else looks like thousands.
fn grouped(digits: &str) -> Option<String> {
    let (before, after) = digits.split_once([',', '.'])?;
    let thousands = (1..=3).contains(&before.len()) && !before.starts_with('0') && after.len() == 3;
    thousands.then(|| [before, after].concat())
}

/// The parts of `5ft7` with their factors, if they are in order.
fn compound(parts: &[Part<'_>], scale: &Scale<'_>) -> Result<Vec<(Decimal, Decimal)>, NotAnAmount> {
    let mut pairs: Vec<(Decimal, Decimal)> = Vec::with_capacity(parts.len());
    for (place, part) in parts.iter().enumerate() {
        let last = place + 1 == parts.len();
        let value = number(&part.digits.replace(',', "."), 6)?;
        let before = pairs.last().map(|&(_, factor)| factor);
        let factor = match (part.factor, before) {
            (Some(factor), _) => factor,
            (None, Some(before)) if last => smaller_unit(before, scale).ok_or(NotAnAmount::Parts)?,
            (None, Some(_)) => return Err(NotAnAmount::Form),
            (None, None) => return Err(NotAnAmount::Separators), // `1 200`
        };
        let whole = value.decimals() == 0;
        let fits = before.is_none_or(|before| factor < before && value.times(factor, 6) < before);
        if !fits || !(whole || last) {
            return Err(NotAnAmount::Parts);
        }
        pairs.push((value, factor));
    }
    Ok(pairs)
}

/// The largest accepted unit of which a whole number makes one of the unit before: inches after feet.
fn smaller_unit(before: Decimal, scale: &Scale<'_>) -> Option<Decimal> {
    let own = scale.unit.map(|_| Decimal::ONE);
    let divides =
        |factor: Decimal| factor > Decimal::ZERO && factor < before && before.millionths() % factor.millionths() == 0;
    scale.accepts.iter().map(|&(_, factor)| factor).chain(own).filter(|&factor| divides(factor)).max()
}

fn possible(fine: Decimal, kept: Decimal, scale: &Scale<'_>) -> Result<Decimal, NotAnAmount> {
    let (low, high) = scale.range;
    let inside = |value: Decimal| low <= value && value <= high;
    if inside(fine) && inside(kept) { Ok(kept) } else { Err(NotAnAmount::OutOfRange) }
}

fn number(digits: &str, decimals: u8) -> Result<Decimal, NotAnAmount> {
    Decimal::parse_rounded(digits, decimals).map_err(|reason| match reason {
        NotADecimal::TooLarge => NotAnAmount::OutOfRange,
        NotADecimal::Form | NotADecimal::TooFine => NotAnAmount::Form,
    })
}

/// The text as numbers, each with the unit that follows it.
fn parts<'t>(text: &'t str, scale: &Scale<'_>) -> Result<Vec<Part<'t>>, NotAnAmount> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(NotAnAmount::Form);
        }
        if digits.bytes().filter(|byte| !byte.is_ascii_digit()).count() > 1 {
            return Err(NotAnAmount::Separators);
        }
        let after = after.trim_start();
        let (factor, after) = match after.chars().next() {
            None => (None, after),
            Some(next) if next.is_ascii_digit() || next == '.' || next == ',' => (None, after),
            Some(_) => unit(after, scale).map(|(factor, length)| (Some(factor), &after[length..]))?,
        };
        parts.push(Part { digits, factor });
        rest = after.trim_start();
    }
    if parts.is_empty() { Err(NotAnAmount::Form) } else { Ok(parts) }
}

/// The accepted unit that a text begins with: its factor, and how many bytes name it. The longest name wins.
fn unit(text: &str, scale: &Scale<'_>) -> Result<(Decimal, usize), NotAnAmount> {
    let own = scale.unit.map(|name| (name, Decimal::ONE));
    let accepted = scale.accepts.iter().map(|(name, factor)| (name.as_str(), *factor));
    own.into_iter()
        .chain(accepted)
        .filter_map(|(name, factor)| names(name).filter_map(|name| length_of(&name, text)).max().map(|n| (factor, n)))
        .max_by_key(|&(_, length)| length)
        .ok_or(NotAnAmount::Unit)
}

/// How the unit may be written: its name, its plural and singular, and its other names.
fn names(name: &str) -> impl Iterator<Item = String> {
    let lower = name.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower).to_owned();
    let others = SAME_UNIT.into_iter().find(|same| same.iter().any(|one| *one == lower || *one == singular));
    let others = others.into_iter().flatten().map(|one| (*one).to_owned());
    let written: Vec<String> = [lower, singular].into_iter().chain(others).collect();
    written.into_iter().flat_map(|one| {
        let plural = one.ends_with(char::is_alphabetic).then(|| format!("{one}s"));
        [Some(one), plural].into_iter().flatten()
    })
}

/// The length in bytes of `name` at the start of the text, if a word ends there.
fn length_of(name: &str, text: &str) -> Option<usize> {
    if name.is_empty() {
        return None;
    }
    let mut length = 0;
    let mut typed = text.chars();
    for wanted in name.chars() {
        let next = typed.next()?;
        if !next.to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
        length += next.len_utf8();
    }
    let ends = |next: char| next.is_whitespace() || next.is_ascii_digit() || next == '.' || next == ',';
    typed.next().is_none_or(ends).then_some(length)
}

/// The most combining marks that stay on one letter.
const MARKS: usize = 3;

/// Text from people and files as it is stored and shown.
///
/// Control characters and direction overrides become `?`; tab, line ends and no-break spaces become a space; zero-width
/// characters go; of combining marks in a row the first three stay. Cleaning twice changes nothing more.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut marks = 0;
    for character in text.chars() {
        let kept = match character {
            '\t' | '\r' | '\n' | '\u{A0}' | '\u{2007}' | '\u{202F}' | '\u{2028}' | '\u{2029}' => ' ',
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '?',
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}' => continue,
            '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => continue,
            control if control.is_control() => '?',
            other => other,
        };
        marks = if is_combining_mark(kept) { marks + 1 } else { 0 };
        if marks <= MARKS {
            cleaned.push(kept);
        }
    }
    cleaned
}
