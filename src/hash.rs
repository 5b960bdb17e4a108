//! Checksums as text: SHA-256 in the forms that manifests, identities and security policies ask for.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// Bytes in base64 with padding, as addresses (`data:`) and policies take them.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Two small hex digits a byte.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The whole checksum: 64 small hex digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first digits of the checksum, where a name needs no more; at most 64.
#[must_use]
pub fn short(bytes: &[u8], digits: usize) -> String {
    let mut text = sha256(bytes);
    text.truncate(digits);
    text
}

/// What a content security policy calls a script or style by: `'sha256-…'`.
#[must_use]
pub fn policy_source(piece: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(piece.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::{policy_source, sha256, short};

    #[test]
    fn checksums_are_those_of_the_standard() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), abc);
        assert_eq!(short(b"abc", 16), &abc[..16]);
        assert_eq!(policy_source("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
    }
}
