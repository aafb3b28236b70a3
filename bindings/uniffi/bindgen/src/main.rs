//! UniFFI's generator. It is a crate of its own, so that the library does not carry its dependencies.

fn main() {
    uniffi::uniffi_bindgen_main();
}
