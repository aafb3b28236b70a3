import XCTest

@testable import Secretariat

/// What is wrong gives a typed error, and never ends the process.
final class BadInputTests: XCTestCase {
    func testAClosedOfficeSaysSo() async throws {
        let office = try await Office.open()
        let job = try await office.documents.submit([.text("Hello.", name: "a.txt")])
        _ = try await job.wait()
        try await office.close()
        try await office.close()
        await assertFails(.invalidInput, "closed") { try await office.documents.all() }
        await assertFails(.invalidInput, "closed") { try await office.documents.submit([]) }
        await assertFails(.invalidInput, "closed") { try await office.communications.newest() }
        // What a job told stays readable.
        expectEqual(try await job.wait().count, 1)
    }

    func testWrongValuesAreNamed() async throws {
        let office = try await Office.open()
        await assertFails(.notFound) { try await office.documents.get("doc_00000000000000000000000001") }
        await assertFails(.invalidInput, "DocumentId") { try await office.documents.get("nonsense") }
        await assertFails(.invalidInput) { try await office.documents.get("") }
        await assertFails(.invalidInput) { try await office.documents.list(limit: -1) }
        await assertFails(.invalidInput) { try await office.documents.add(Source()) }
        await assertFails(.invalidInput) { try await office.documents.add(Source(path: "a", text: "b", name: "c")) }
        await assertFails(.invalidInput) { try await office.documents.add(.text("b", name: "c", order: -1)) }
        await assertFails(.notFound) { try await office.documents.add(.file("/nowhere/contract.pdf")) }
        await assertFails(.corrupt) { try await office.documents.add(.data(Data("%PDF-1.7 no".utf8), name: "a.pdf")) }
        await assertFails(.corrupt) { try await parse(Data([0x50, 0x4b, 3, 4, 0xff, 0xff]), name: "a.docx") }
        await assertFails(.invalidInput) { try await Office.open(settings: .init(timeZone: "Mars/Olympus")) }
        var query = SearchQuery(text: "rent")
        query.ranking.neighbours = .nan
        await assertFails(.invalidInput, "neighbours") { try await office.documents.search(query) }
        try await office.close()
    }

    func testStrangeTextsPass() async throws {
        let office = try await Office.open()
        for text in ["", "\0", "\u{FEFF}", "a\u{0301}\u{202E}b", String(repeating: "x", count: 1_000_000), "\r\n\r"] {
            XCTAssertEqual(try values(text).count, 0)
            do {
                expect(try await !office.documents.ask(text).found)
            } catch SecretariatError.invalidInput {
                // A question without words.
            }
        }
        XCTAssertEqual(try values("EUR 5", options: .init(region: "\0")).first?.text, "EUR 5")
        try await office.close()
    }

    func testErrorsReadWellInSwift() async throws {
        let office = try await Office.open()
        let error = await assertFails(.notFound) { try await office.documents.find("no.txt") }
        XCTAssertEqual(error?.localizedDescription, error?.message)
        XCTAssertEqual(error.map { "\($0)" }, error.map { "not_found: \($0.message)" })
        XCTAssertEqual(error?.isRetryable, false)
        if case .notFound(let message) = error { XCTAssert(message.contains("no.txt")) } else { XCTFail("\(error as Any)") }
        XCTAssertEqual(ErrorKind.allCases.filter { SecretariatError($0, "").isRetryable }, [.conflict, .unavailable])
        try await office.close()
    }

    func testAnAnswerOfALaterVersionIsAnErrorOfTheLibrary() {
        let message = Message(json: #"{"type":"holodeck"}"#, buffers: [])
        XCTAssertThrowsError(try message.decode(Place.self)) { error in
            XCTAssertEqual((error as? SecretariatError)?.kind, .internal)
            XCTAssert("\(error)".contains("holodeck"), "\(error)")
        }
        XCTAssertThrowsError(try Message(json: #""later""#, buffers: []).decode(Severity.self))
        XCTAssertThrowsError(try Message(json: "7", buffers: [Data()]).decode(WireBytes.self))
        XCTAssertThrowsError(try Message(json: "{", buffers: []).decode(Span.self))
        XCTAssertThrowsError(try message.read(Place.self)) { error in
            XCTAssertEqual((error as? SecretariatError)?.kind, .internal)
            XCTAssert("\(error)".contains("holodeck"), "\(error)")
        }
        XCTAssertThrowsError(try Message(json: #""later""#, buffers: []).read(Severity.self))
        XCTAssertThrowsError(try Message(json: "7", buffers: [Data()]).read(WireBytes.self))
    }

    func testABrokenAnswerIsAnErrorOfTheLibrary() {
        for text in ["", "{", #"{"start"#, #"{"start":1"#, #"{"start":1,"end":"2"}"#, #"{"start":1}"#, #"{"start":1.5,"end":2}"#, "[]", #"{"a":[{"b":""#] {
            XCTAssertThrowsError(try Message(json: text, buffers: []).read(Span.self), text)
        }
        let deep = String(repeating: "[", count: 100_000)
        XCTAssertThrowsError(try Message(json: deep, buffers: []).read(JSONValue.self))
    }

    func testAnAnswerIsReadAsItWasWritten() throws {
        func read<Value: WireReadable>(_ json: String, as _: Value.Type = Value.self) throws -> Value {
            try Message(json: json, buffers: [Data([7])]).read()
        }
        XCTAssertEqual(try read(#"{"start":1,"later":[{"}":"\""}],"end":2}"#), Span(start: 1, end: 2))
        XCTAssertEqual(try read(#"{"end":2,"start":1}"#), Span(start: 1, end: 2))
        XCTAssertEqual(try read(#""a\"b\\ \ud83c\udf89 \n🎉""#), "a\"b\\ 🎉 \n🎉")
        XCTAssertEqual(try read("[0.1,-2.5,0.30000000000000004,1e-7,3,9999999999999998,123456789012345.678]"), [0.1, -2.5, 0.30000000000000004, 1e-7, 3, 9_999_999_999_999_998, 123456789012345.678])
        XCTAssertEqual(try read("[null,true]"), [nil, true] as [Bool?])
        XCTAssertEqual(try read("0", as: WireBytes.self).value, Data([7]))
        XCTAssertEqual(
            try read(#"{"a":[1,2.5,"x",null,false,{}]}"#),
            JSONValue.object(["a": .array([.integer(1), .number(2.5), .string("x"), .null, .bool(false), .object([:])])]))
    }
}
