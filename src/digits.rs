//! The decimal digits of all scripts. It knows no language, and no text.

/// First digits of all decimal digit series of Unicode 16 (general category Nd) but that of ASCII.
const ZEROS: [u32; 73] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040,
    0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50,
    0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0,
    0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The zero of the series that a decimal digit belongs to; none for other characters.
pub fn zero_of(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some('0');
    }
    if (c as u32) < ZEROS[0] {
        return None;
    }
    let zero = *ZEROS.get(ZEROS.partition_point(|&zero| zero <= c as u32).checked_sub(1)?)?;
    char::from_u32(zero).filter(|_| c as u32 - zero < 10)
}

#[cfg(test)]
mod tests {
    use super::zero_of;

    #[test]
    fn digits_belong_to_the_series_of_their_script() {
        for (digit, zero) in [('7', '0'), ('٣', '٠'), ('၉', '၀'), ('１', '０')] {
            assert_eq!(zero_of(digit), Some(zero));
        }
        for c in ['a', '一', '½', '²'] {
            assert_eq!(zero_of(c), None, "{c}");
        }
    }
}
