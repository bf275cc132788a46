//! Numbers with units as people type them (`170`, `5ft7`, `154 lb`, `7,2`), and the cleaning of free text.

use unicode_normalization::char::is_combining_mark;

use crate::decimal::{Decimal, Exact, NotADecimal};

/// The unit, decimals and range that a number is read against.
#[derive(Clone, Copy, Debug)]
pub struct Scale<'a> {
    /// The unit of the stored number.
    pub unit: Option<&'a str>,
    /// Other units, each with its size in the stored unit.
    pub accepts: &'a [(String, Decimal)],
    /// Number of decimals kept (0 to 6).
    pub decimals: u8,
    /// The possible values, from the least to the greatest, both included.
    pub range: (Decimal, Decimal),
}

/// A number as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The value in the stored unit, rounded half to even.
    pub value: Decimal,
    /// Whether the value is exactly the text: no unit was converted, no digit rounded, no separator of thousands read.
    pub exact: bool,
}

/// The reason why a text is no number of a [`Scale`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnAmount {
    /// The text is not a number, or no unit follows it.
    Form,
    /// The text has more than one comma or point, or digits apart: it could be any number.
    Separators,
    /// The unit is not one of the accepted ones.
    Unit,
    /// The parts do not fit together: the first is not the largest, a part is as large as one of the unit before it, or
    /// a part other than the last has decimals.
    Parts,
    /// `1,200`: decimals and thousands are both possible.
    Ambiguous {
        /// The number read with decimals, in the stored unit, not rounded.
        decimals: Decimal,
        /// The number read with thousands, in the stored unit, not rounded.
        thousands: Decimal,
    },
    /// The number is outside the range.
    OutOfRange,
}

/// Names of one unit, in English and in Spanish; each of them means the unit that the rulebook accepts.
const SAME_UNIT: [&[&str]; 15] = [
    &["ft", "foot", "feet", "'", "\u{2032}", "pie"],
    &["in", "inch", "inches", "\"", "\u{2033}", "pulgada"],
    &["cm", "centimeter", "centimetre", "cent\u{ed}metro", "centimetro"],
    &["lb", "lbs", "pound", "libra"],
    &["kg", "kilogram", "kilo", "kilogramo"],
    &["year", "yr", "y", "a\u{f1}o"],
    &["month", "mo", "mes", "meses"],
    &["week", "wk", "semana"],
    &["day", "d", "d\u{ed}a", "dia"],
    &["hour", "hr", "h", "hora"],
    &["minute", "min", "minuto"],
    &["%", "percent", "por ciento"],
    &["point", "punto"],
    &["mg/day", "mg/d\u{ed}a", "mg/dia"],
    &["mcg/h", "mcg/hora"],
];

/// Returns whether two names mean the same unit.
#[must_use]
pub fn is_same_unit(one: &str, other: &str) -> bool {
    length_of(one, other) == Some(other.len())
}

/// One number of a text and the factor of its unit.
struct UnitPart<'t> {
    digits: &'t str,
    /// The factor; `None` if no unit was typed.
    factor: Option<Decimal>,
}

/// Reads a number with its unit, or with several (`5ft7`, largest first).
///
/// # Errors
/// Returns an error if the text is no number of the scale; see [`NotAnAmount`].
pub fn amount(text: &str, scale: &Scale<'_>) -> Result<Amount, NotAnAmount> {
    let text = text.trim();
    let (negative, rest) = match text.chars().next() {
        Some(sign @ ('-' | '\u{2212}')) => (true, &text[sign.len_utf8()..]),
        Some('+') => (false, &text[1..]),
        _ => (false, text),
    };
    let parts = parts(rest, scale)?;
    match parts.as_slice() {
        [only] => single(only, scale, negative),
        several => {
            let value = possible(&compound(several, scale, negative)?, scale)?;
            Ok(Amount { value, exact: false })
        }
    }
}

/// Reads a number whose format defines its point (JSON, YAML): digits with at most one point, in the stored unit;
/// no comma, no thousands.
///
/// # Errors
/// Returns [`NotAnAmount::Form`] or [`NotAnAmount::OutOfRange`].
pub fn literal(digits: &str, scale: &Scale<'_>) -> Result<Amount, NotAnAmount> {
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, digits.strip_prefix('+').unwrap_or(digits)),
    };
    read_part(digits, Decimal::ONE, negative, scale).map(|(_, amount)| amount)
}

/// Returns the digits times the factor of their unit, to six decimals and rounded to the decimals kept.
fn read_part(
    digits: &str,
    factor: Decimal,
    negative: bool,
    scale: &Scale<'_>,
) -> Result<(Decimal, Amount), NotAnAmount> {
    let written = Exact::new(negative).plus(digits, factor).map_err(not_read)?;
    let value = possible(&written, scale)?;
    let exact = factor == Decimal::ONE && written.is(value);
    Ok((written.rounded(6), Amount { value, exact }))
}

fn single(part: &UnitPart<'_>, scale: &Scale<'_>, negative: bool) -> Result<Amount, NotAnAmount> {
    let factor = part.factor.unwrap_or(Decimal::ONE);
    let read = |digits: &str| read_part(digits, factor, negative, scale);
    let with_decimals = read(&part.digits.replace(',', "."));
    let Some(joined) = grouped(part.digits) else { return with_decimals.map(|(_, read)| read) };
    match (with_decimals, read(&joined)) {
        (Ok((decimals, _)), Ok((thousands, _))) => Err(NotAnAmount::Ambiguous { decimals, thousands }),
        (Err(_), Ok((_, thousands))) => Ok(Amount { exact: false, ..thousands }), // a reading that people want to see
        (with_decimals, Err(_)) => with_decimals.map(|(_, read)| read),
    }
}

/// Returns `1,200` or `1.200` as `1200`; `None` for digits that do not look like thousands.
fn grouped(digits: &str) -> Option<String> {
    let (before, after) = digits.split_once([',', '.'])?;
    let thousands = (1..=3).contains(&before.len()) && !before.starts_with('0') && after.len() == 3;
    thousands.then(|| [before, after].concat())
}

/// Returns the sum of the parts of `5ft7`, if they are in order.
fn compound(parts: &[UnitPart<'_>], scale: &Scale<'_>, negative: bool) -> Result<Exact, NotAnAmount> {
    let mut sum = Exact::new(negative);
    let mut before: Option<Decimal> = None;
    for (place, part) in parts.iter().enumerate() {
        let last = place + 1 == parts.len();
        let digits = part.digits.replace(',', ".");
        let value = Decimal::parse(&digits).map_err(not_read)?;
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
        sum = sum.plus(&digits, factor).map_err(not_read)?;
        before = Some(factor);
    }
    Ok(sum)
}

/// Returns the largest accepted unit that divides the unit before it a whole number of times: inches after feet.
fn smaller_unit(before: Decimal, scale: &Scale<'_>) -> Option<Decimal> {
    let own = scale.unit.map(|_| Decimal::ONE);
    let divides =
        |factor: Decimal| factor > Decimal::ZERO && factor < before && before.millionths() % factor.millionths() == 0;
    scale.accepts.iter().map(|&(_, factor)| factor).chain(own).filter(|&factor| divides(factor)).max()
}

/// Returns the number rounded to the decimals kept, if it lies in the range both before and after rounding.
fn possible(written: &Exact, scale: &Scale<'_>) -> Result<Decimal, NotAnAmount> {
    let (low, high) = scale.range;
    let kept = written.rounded(scale.decimals);
    let inside = written.within(scale.range) && low <= kept && kept <= high;
    if inside { Ok(kept) } else { Err(NotAnAmount::OutOfRange) }
}

fn not_read(reason: NotADecimal) -> NotAnAmount {
    match reason {
        NotADecimal::TooLarge => NotAnAmount::OutOfRange,
        NotADecimal::Form | NotADecimal::TooFine => NotAnAmount::Form,
    }
}

/// Returns the numbers of a text, each with the unit that follows it.
fn parts<'t>(text: &'t str, scale: &Scale<'_>) -> Result<Vec<UnitPart<'t>>, NotAnAmount> {
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
        parts.push(UnitPart { digits, factor });
        rest = after.trim_start();
    }
    if parts.is_empty() { Err(NotAnAmount::Form) } else { Ok(parts) }
}

/// Returns the accepted unit at the start of a text: its factor, and the number of bytes of its name.
/// The longest name wins.
fn unit(text: &str, scale: &Scale<'_>) -> Result<(Decimal, usize), NotAnAmount> {
    let own = scale.unit.map(|name| (name, Decimal::ONE));
    let accepted = scale.accepts.iter().map(|(name, factor)| (name.as_str(), *factor));
    own.into_iter()
        .chain(accepted)
        .filter_map(|(name, factor)| Some((factor, length_of(name, text)?)))
        .max_by_key(|&(_, length)| length)
        .ok_or(NotAnAmount::Unit)
}

/// Returns the length in bytes of the longest name of a unit at the start of a text: its own name, the name without the
/// `s` of a plural, or another name of the same unit.
fn length_of(unit: &str, text: &str) -> Option<usize> {
    let lower = unit.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    let others = SAME_UNIT.into_iter().find(|same| same.iter().any(|one| *one == lower || *one == singular));
    let names = [lower.as_str(), singular].into_iter().chain(others.into_iter().flatten().copied());
    names.filter_map(|name| length_of_name(name, text)).max()
}

/// Returns the length in bytes of a name at the start of a text, with a plural `s` if there is one,
/// if a word ends there.
fn length_of_name(name: &str, text: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in name.chars() {
        rest.next()?.to_lowercase().eq([wanted]).then_some(())?;
    }
    let ends = |next: char| next.is_whitespace() || next.is_ascii_digit() || next == '.' || next == ',';
    let plural = || rest.as_str().strip_prefix(['s', 'S']).filter(|_| name.ends_with(char::is_alphabetic));
    let mut behind = [Some(rest.as_str()), plural()].into_iter().flatten();
    let rest = behind.find(|rest| rest.chars().next().is_none_or(ends))?;
    Some(text.len() - rest.len()).filter(|_| !name.is_empty())
}

/// The greatest number of combining marks on one letter.
const MARKS: usize = 3;

/// Returns text from people and files as it is stored and shown.
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
            unseen if is_zero_width(unseen) => continue,
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

/// Returns whether a character takes no room and is no letter: joiners, marks of direction, tags.
fn is_zero_width(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206A}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a number of the tests themselves that is none is a mistake in the test")]
    use super::NotAnAmount::{Ambiguous, Form, OutOfRange, Parts, Separators, Unit};
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    /// Reads a scale from unit, accepted units, decimals and range, as in `cm; ft 30.48, in 2.54; 0; 50 230`.
    fn with_scale<T>(written: &str, act: impl Fn(&Scale<'_>) -> T) -> T {
        let parts: Vec<&str> = written.split(';').map(str::trim).collect();
        let pairs = parts[1].split(',').filter_map(|pair| pair.trim().split_once(' '));
        let accepts: Vec<(String, Decimal)> = pairs.map(|(name, one)| (name.to_owned(), decimal(one))).collect();
        let (low, high) = parts[3].split_once(' ').unwrap();
        let unit = Some(parts[0]).filter(|unit| !unit.is_empty());
        let decimals = parts[2].parse().unwrap();
        act(&Scale { unit, accepts: &accepts, decimals, range: (decimal(low), decimal(high)) })
    }

    const HEIGHT: &str = "cm; ft 30.48, in 2.54; 0; 50 230";
    const METRES: &str = "cm; ft 30.48, in 2.54, m 100; 0; 50 230";
    const WEIGHT: &str = "kg; lb 0.453592; 1; 5 350";
    const MONTHS: &str = "months; years 12; 0; 0 1200";
    const DOSE: &str = "mg/day; ; 1; 0.1 5000";
    const PLAIN: &str = "; ; 1; 0 5000";
    const CHANGE: &str = "; ; 1; -4 4";

    #[track_caller]
    fn check(scale: &str, text: &str, value: &str, exact: bool) {
        let read = with_scale(scale, |scale| amount(text, scale));
        assert_eq!(read, Ok(Amount { value: decimal(value), exact }), "{text} of {scale}");
    }

    #[track_caller]
    fn refuse(scale: &str, text: &str, reason: NotAnAmount) {
        assert_eq!(with_scale(scale, |scale| amount(text, scale)), Err(reason), "{text} of {scale}");
    }

    #[test]
    fn a_number_is_read_in_the_stored_unit() {
        for text in ["170", " 170 ", "170cm", "170 CM", "170 centimeters", "+170", "170.0", "170,0", "170."] {
            check(HEIGHT, text, "170", true);
        }
        check(PLAIN, ".5", "0.5", true);
        check(PLAIN, ",5", "0.5", true);
        check(WEIGHT, "7,2", "7.2", true);
        check(CHANGE, "-3", "-3", true);
        check(CHANGE, "\u{2212}3", "-3", true);
        check(CHANGE, "-0", "0", true);
        check(DOSE, "60 mg/day", "60", true);
    }

    #[test]
    fn digits_beyond_the_decimals_are_rounded_half_to_even() {
        check(HEIGHT, "170.4", "170", false);
        check(HEIGHT, "170.5", "170", false);
        check(HEIGHT, "171.5", "172", false);
        check(HEIGHT, "170.50000000001", "171", false);
        check(WEIGHT, "70.25", "70.2", false);
        check(WEIGHT, "70.35", "70.4", false);
        check(CHANGE, "-2.25", "-2.2", false);
    }

    #[test]
    fn a_number_in_another_unit_is_converted() {
        check(HEIGHT, "67in", "170", false);
        check(HEIGHT, "67 inches", "170", false);
        check(WEIGHT, "154 lb", "69.9", false);
        check(WEIGHT, "154LBS", "69.9", false);
        check(WEIGHT, "154 pounds", "69.9", false);
        check(MONTHS, "4 years", "48", false);
        check(MONTHS, "1 year", "12", false);
        check(MONTHS, "1 Month", "1", true);
        check(MONTHS, "1,5 yrs", "18", false);
        check(MONTHS, "0.25y", "3", false);
    }

    #[test]
    fn several_units_stand_with_the_largest_first() {
        for text in ["5ft7", "5ft 7", "5 ft 7 in", "5 feet 7 inches", "5'7\"", "5\u{2032}7\u{2033}", "5'7", "5FT7IN"] {
            check(HEIGHT, text, "170", false);
        }
        check(HEIGHT, "5ft7.5", "171", false);
        check(HEIGHT, "5ft 17.6cm", "170", false);
        check(METRES, "1m70", "170", false); // of a metre, the next part is centimetres and not feet
        check(MONTHS, "4 years 6", "54", false);
        check(MONTHS, "4 years 6 months", "54", false);
        refuse(HEIGHT, "7in5ft", Parts);
        refuse(HEIGHT, "5ft12", Parts);
        refuse(HEIGHT, "5.5ft7", Parts);
        refuse(HEIGHT, "5ft5ft", Parts);
        refuse(MONTHS, "4 years 12 months", Parts);
        refuse(MONTHS, "6 months 4", Parts);
        refuse(HEIGHT, "5ft 7 3in", Form);
    }

    #[test]
    fn half_a_step_is_rounded_once_and_not_twice() {
        // 2.5000004 in all; 2.5, and so 2, if the parts were rounded to six places first
        check("x; big 2.5, small 0.4; 0; 0 10", "1 big 0.000001 small", "3", false);
    }

    #[test]
    fn three_digits_after_a_comma_or_point_are_refused_where_they_have_two_readings() {
        let two = |decimals, thousands| Ambiguous { decimals: decimal(decimals), thousands: decimal(thousands) };
        refuse(PLAIN, "1,200", two("1.2", "1200"));
        refuse(PLAIN, "1.200", two("1.2", "1200"));
        refuse(MONTHS, "1.100", two("1.1", "1100")); // as written, not as rounded
        refuse(MONTHS, "0.5,200", Separators);
        check(WEIGHT, "70.500", "70.5", true); // 70500 kg is no weight
        check("; ; 0; 500 5000", "1,200", "1200", false); // 1.2 is below the range; what was typed is kept
        check(PLAIN, "0.500", "0.5", true); // thousands do not begin with 0
        check(PLAIN, "1200.500", "1200.5", true); // nor with four digits
        check(PLAIN, "1.20", "1.2", true);
        check(PLAIN, "1.2000", "1.2", true);
        refuse(DOSE, "2,500 mg/day", two("2.5", "2500"));
        check(WEIGHT, "9,999", "10", false); // 9999 kg is no weight
        check(CHANGE, "-1.250", "-1.2", false);
    }

    #[test]
    fn what_is_impossible_is_refused_before_it_is_rounded() {
        refuse(HEIGHT, "49.9", OutOfRange);
        refuse(HEIGHT, "230.4", OutOfRange);
        refuse(HEIGHT, "5.7", OutOfRange);
        refuse(MONTHS, "-0.4", OutOfRange);
        refuse(MONTHS, "101 years", OutOfRange);
        refuse(MONTHS, "99999999999999999999999", OutOfRange);
        refuse(HEIGHT, "9ft1", OutOfRange);
        refuse(HEIGHT, "49.9999999", OutOfRange);
        refuse(HEIGHT, "230.0000001", OutOfRange);
        refuse(HEIGHT, "1ft 7.685039in", OutOfRange); // 49.99999906
        refuse(HEIGHT, "230.00000000000000000001", OutOfRange);
        refuse(CHANGE, "-4.0000001", OutOfRange);
        check(HEIGHT, "50.0000001", "50", false);
        check(MONTHS, "100 years", "1200", false);
        check(DOSE, "0.1", "0.1", true);
        refuse(DOSE, "0.06", OutOfRange);
    }

    #[test]
    fn what_is_no_number_of_the_unit_is_refused() {
        for text in ["", "  ", "abc", "-", "--5", "- 5", ".", ",", "cm", "five", "e3"] {
            refuse(HEIGHT, text, Form);
        }
        for text in ["170 m", "170 x", "1e3", "170 cmx", "170/2", "170!", "5ft7m"] {
            refuse(HEIGHT, text, Unit);
        }
        refuse(DOSE, "60 mg", Unit); // a day is part of the unit
        refuse(DOSE, "60 mg/dayly", Unit);
        refuse(PLAIN, "5 cm", Unit);
        refuse("mg; ; 0; 0 100", "60 mg/day", Unit);
        for text in ["1 200", "1,200,000", "1.200,50", "1..2", "170 180"] {
            refuse(PLAIN, text, Separators);
        }
    }

    #[track_caller]
    fn cleaned(text: &str, expected: &str) {
        assert_eq!(clean(text), expected, "{text:?}");
        assert_eq!(clean(expected), expected, "cleaning twice changes nothing");
    }

    #[test]
    fn text_is_made_harmless() {
        cleaned("plain text, ñ and 漢", "plain text, ñ and 漢");
        cleaned("a\u{1b}[31mred\u{7}\u{0}", "a?[31mred??");
        cleaned("a\u{85}b\u{9b}c\u{7f}", "a?b?c?");
        cleaned("a\tb\r\nc\u{A0}d\u{2028}e\u{202F}f", "a b  c d e f");
        cleaned("a\u{202E}b\u{2066}c", "a?b?c");
        cleaned("a\u{200B}\u{FEFF}\u{200D}\u{200E}b\u{AD}", "ab");
        cleaned("e\u{301}\u{302}\u{303}\u{304}\u{305}x\u{301}", "e\u{301}\u{302}\u{303}x\u{301}");
        cleaned("e\u{301}\u{302}\u{200B}\u{303}\u{304}", "e\u{301}\u{302}\u{303}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[-+0-9., a-zft'\"\u{2212}\u{e9}]{0,12}|.{0,12}") {
            for scale in [HEIGHT, METRES, WEIGHT, MONTHS, DOSE, PLAIN, CHANGE] {
                with_scale(scale, |scale| {
                    if let Ok(read) = amount(&text, scale) {
                        assert!(scale.range.0 <= read.value && read.value <= scale.range.1, "{text}");
                        assert_eq!(read.value, read.value.rounded(scale.decimals), "{text}");
                        assert_eq!(amount(&read.value.to_string(), scale).map(|again| again.value), Ok(read.value));
                    }
                });
            }
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in ".{0,20}|[\u{0}-\u{20}a\u{301}\u{302}\u{200B}\u{202E}]{0,20}") {
            let once = clean(&text);
            assert_eq!(clean(&once), once);
            assert!(!once.chars().any(char::is_control));
        }
    }
}
