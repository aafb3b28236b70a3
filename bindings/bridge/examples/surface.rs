//! Prints the surface.
fn main() {
    println!("{}", serde_json::to_string_pretty(&secretariat_bridge::surface()).unwrap_or_default());
}
