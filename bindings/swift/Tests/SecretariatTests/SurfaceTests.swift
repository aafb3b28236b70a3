import XCTest

@testable import Secretariat

/// The face has everything that the core can do.
final class SurfaceTests: XCTestCase {
    func testEveryCallOfTheSurfaceIsThere() throws {
        let file = repository.appendingPathComponent("conformance/surface.json")
        let surface = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: file))
        let calls = try XCTUnwrap(surface["calls"]?.items).compactMap { $0["name"]?.text }
        // Each of them has a line in the dispatch table, which the compiler checks against the face.
        XCTAssertEqual(Set(calls), everyCall)
        let kinds = try XCTUnwrap(surface["errors"]?.items).compactMap { $0["code"]?.text }
        XCTAssertEqual(kinds, ErrorKind.allCases.map(\.rawValue))
        XCTAssertEqual(SecretariatError.notFound("").httpStatus, 404)
        for kind in ErrorKind.allCases {
            XCTAssertEqual(SecretariatError(kind, "words").kind, kind)
            XCTAssertEqual(SecretariatError(kind, "words").message, "words")
        }
    }
}
