// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "swift-cli",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "Secretariat", path: "../../bindings/swift")],
    targets: [.executableTarget(name: "swift-cli", dependencies: ["Secretariat"])],
    swiftLanguageModes: [.v6]
)
