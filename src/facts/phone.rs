//! Whether two telephone numbers are the same number, written nationally or internationally.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region};

use super::model::Phone;

/// Whether two numbers reach the same line. `regions` (ISO 3166) are those that a national number may be of: countries named beside it,
/// the locale's, the reference's. A number in international form lends its own.
pub fn same(a: &Phone, b: &Phone, regions: &[&str]) -> bool {
    a.digits == b.digits || (end_alike(a, b) && same_line(a, b, regions))
}

/// The digits of a number in the national or international form of another: those that are dialled there. None where the number cannot
/// be written so.
pub fn in_form_of(number: &Phone, other: &Phone, regions: &[String]) -> Option<String> {
    if number.international == other.international {
        return Some(number.digits.clone());
    }
    let digits = |number: &PhoneNumber, form: PhoneNumberFormat| -> String {
        PHONE_NUMBER_UTIL.format(number, form).chars().filter(char::is_ascii_digit).collect()
    };
    if number.international {
        let number = PHONE_NUMBER_UTIL.parse(format!("+{}", number.digits), None).ok()?;
        return Some(digits(&number, PhoneNumberFormat::National));
    }
    let own = PHONE_NUMBER_UTIL.parse(format!("+{}", other.digits), None).ok();
    let own = own.and_then(|own| PHONE_NUMBER_UTIL.get_region_for_number(&own));
    let named = regions.iter().filter_map(|region| region.parse::<Region>().ok());
    let region = own.into_iter().chain(named).next()?;
    let number = PHONE_NUMBER_UTIL.parse(&number.digits, Some(region)).ok()?;
    Some(digits(&number, PhoneNumberFormat::E164))
}

/// The line that a number reaches, in the form of E.164: of the first of the `regions` that has such a number. None where no country is
/// known, or none has it.
pub fn e164(phone: &Phone, regions: &[&str]) -> Option<String> {
    let is_valid = |number: &PhoneNumber| PHONE_NUMBER_UTIL.is_valid_number(number);
    let found = readings(phone, phone, regions).into_iter().find(is_valid)?;
    Some(PHONE_NUMBER_UTIL.format(&found, PhoneNumberFormat::E164).into_owned())
}

/// Numbers of one line differ at most in front; this spares the library for all the rest.
fn end_alike(a: &Phone, b: &Phone) -> bool {
    tail(a).is_some() && tail(a) == tail(b)
}

fn tail(phone: &Phone) -> Option<&[u8]> {
    phone.digits.len().checked_sub(6).map(|at| &phone.digits.as_bytes()[at..])
}

fn same_line(a: &Phone, b: &Phone, regions: &[&str]) -> bool {
    let (left, right) = (readings(a, b, regions), readings(b, a, regions));
    left.iter()
        .any(|left| right.iter().any(|right| left.country_code == right.country_code && left.national_number == right.national_number))
}

/// Every way to read a number, its own country first.
fn readings(phone: &Phone, other: &Phone, regions: &[&str]) -> Vec<PhoneNumber> {
    let mut found: Vec<PhoneNumber> = Vec::new();
    let international = format!("+{}", phone.digits.trim_start_matches("00"));
    if phone.international || phone.digits.starts_with("00") {
        found.extend(PHONE_NUMBER_UTIL.parse(&international, None));
        return found;
    }
    let lent = PHONE_NUMBER_UTIL.parse(format!("+{}", other.digits), None).ok().filter(|_| other.international);
    let lent = lent.and_then(|number| PHONE_NUMBER_UTIL.get_region_for_number(&number));
    let named = regions.iter().filter_map(|region| region.parse::<Region>().ok());
    found.extend(lent.into_iter().chain(named).filter_map(|region| PHONE_NUMBER_UTIL.parse(&phone.digits, Some(region)).ok()));
    found
}
