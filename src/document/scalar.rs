//! The type of a bare scalar: nothing, true, false, a number as written, or text.

use std::borrow::Cow;

use super::tree::Raw;

/// Returns the value of a bare scalar by the core schema of YAML 1.2, in which `yes` and `no` are text; `012` is text
/// too, by a rule of candor. Scalars that JSON writes without quotation marks are read alike.
pub(super) fn bare(text: Cow<'_, str>) -> Raw<'_> {
    match text.as_bytes().first() {
        None => return Raw::Null,
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'-' | b'+' | b'.' | b'0'..=b'9') => {}
        Some(_) => return Raw::Text(text),
    }
    match text.as_ref() {
        "~" | "null" | "Null" | "NULL" => Raw::Null,
        "true" | "True" | "TRUE" => Raw::Bool(true),
        "false" | "False" | "FALSE" => Raw::Bool(false),
        _ => match text {
            Cow::Borrowed(written) if is_number(written) => Raw::Number(written),
            text => Raw::Text(text),
        },
    }
}

/// Returns whether a scalar is a number: decimal digits without needless leading zeros, or with a point or an exponent.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return !digits.is_empty() && (digits.len() == 1 || !digits.starts_with('0'));
    }
    let begins = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let written = digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    begins && written && text.parse::<f64>().is_ok()
}

/// Returns a number without an exponent: `1500` for `1.5e3`. Every digit stays; an exponent beyond all sizes that
/// numbers are compared with is cut.
#[must_use]
pub fn without_exponent(number: &str) -> Cow<'_, str> {
    let Some((mantissa, exponent)) = number.split_once(['e', 'E']) else { return Cow::Borrowed(number) };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let most = digits.len() + 40; // beyond it the first digit stands behind every place that is looked at
    let size = exponent.trim_start_matches(['-', '+']).parse().unwrap_or(most).min(most);
    let zeros = "0".repeat(size);
    Cow::Owned(if exponent.starts_with('-') {
        let all = format!("{zeros}{whole}");
        let (whole, moved) = all.split_at(all.len() - size);
        format!("{sign}{whole}.{moved}{fraction}")
    } else {
        let all = format!("{fraction}{zeros}");
        let (moved, fraction) = all.split_at(size);
        format!("{sign}{whole}{moved}.{fraction}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_scalar_is_what_it_looks_like_and_a_number_keeps_its_digits() {
        let of = |text| bare(Cow::Borrowed(text));
        for number in
            ["0", "7", "-7", "+7", "1.50", ".5", "5.", "1e3", "-1.5E-3", "12345678901234567890", "0.10", "1e999"]
        {
            assert_eq!(of(number), Raw::Number(number));
        }
        for text in ["012", "-", "+", ".", "1.2.3", "1e", "e5", "yes", "0x10", "--1", "1_000", "nan", "-inf", "1,2"] {
            assert_eq!(of(text), Raw::Text(Cow::Borrowed(text)));
        }
        assert_eq!(["", "~", "null"].map(of), [Raw::Null, Raw::Null, Raw::Null]);
        assert_eq!(["true", "False"].map(of), [Raw::Bool(true), Raw::Bool(false)]);
    }

    #[test]
    fn an_exponent_moves_the_point() {
        for (number, expected) in [
            ("12.5", "12.5"),
            ("1.5e3", "1500.0"),
            ("1.5e0", "1.5"),
            ("-12.5e1", "-125.0"),
            ("+1E+2", "100."),
            ("125e-2", "001.25"),
            ("1e-3", "0.001"),
            (".5e-1", ".05"),
        ] {
            assert_eq!(without_exponent(number), expected, "{number}");
        }
        assert_eq!(without_exponent("1e99999999999999999999").len(), 43);
        assert!(without_exponent("1e-999").ends_with("001"));
    }
}
