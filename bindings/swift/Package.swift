// swift-tools-version: 6.0
import PackageDescription

// On Linux the Rust library lies in `native/` (made by `native.sh`); on Apple's platforms it comes as an
// XCFramework (made by `xcframework.sh`), with its C header and without a search path.
#if os(Linux)
    let native = Context.packageDirectory + "/native"
    let library: Target = .systemLibrary(name: "SecretariatFFI")
    let linking: [LinkerSetting] = [.unsafeFlags(["-L\(native)", "-Xlinker", "-rpath", "-Xlinker", native])]
#else
    let library: Target = .binaryTarget(name: "SecretariatFFI", path: "SecretariatFFI.xcframework")
    let linking: [LinkerSetting] = []
#endif

// Packages with such a flag cannot be dependencies, so only our own checks ask for it.
let strict: [SwiftSetting] =
    Context.environment["SECRETARIAT_STRICT"] == nil ? [] : [.unsafeFlags(["-warnings-as-errors"])]

let package = Package(
    name: "Secretariat",
    platforms: [.macOS(.v13), .iOS(.v16)],
    products: [.library(name: "Secretariat", targets: ["Secretariat"])],
    targets: [
        library,
        // Written by UniFFI, which does not know the rules of Swift 6 yet.
        .target(
            name: "SecretariatNative", dependencies: ["SecretariatFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)], linkerSettings: linking),
        .target(name: "Secretariat", dependencies: ["SecretariatNative"], swiftSettings: strict),
        .executableTarget(
            name: "bench", dependencies: ["Secretariat"], path: "Sources/Benchmark", swiftSettings: strict),
        .testTarget(name: "SecretariatTests", dependencies: ["Secretariat"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
