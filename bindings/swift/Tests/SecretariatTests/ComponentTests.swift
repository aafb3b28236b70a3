import XCTest

@testable import Secretariat

/// Components that are written in Swift, well and badly.
final class ComponentTests: XCTestCase {
    private let scan = Source.file(example("scan-nordmark.png"))

    func testAnEngineInSwiftReadsAPicture() async throws {
        let seen = Box(0)
        let office = try await Office.open(
            ocr: Engine { image in
                await seen.set(image.count)
                await Task.yield()
                return [page("Please pay EUR 120.00 by 3 May 2027.")]
            })
        let document = try await office.documents.add(scan)
        expectEqual(await seen.value, try Data(contentsOf: example("scan-nordmark.png")).count)
        expect(try await office.documents.text(document.id).text.contains("EUR 120.00"))
        try await office.close()
    }

    func testAnEngineMayCallTheOfficeItServes() async throws {
        let shared = Box<Office?>(nil)
        let office = try await Office.open(
            ocr: Engine { _ in
                let documents = try await shared.value?.documents.all() ?? []
                return [page("There are \(documents.count) documents.")]
            })
        await shared.set(office)
        let document = try await office.documents.add(scan)
        expect(try await office.documents.text(document.id).text.contains("There are 0 documents."))
        await shared.set(nil)
        try await office.close()
    }

    func testWhatAnEngineThrowsKeepsItsKind() async throws {
        struct Broken: Error {}
        try await expectNote("denied by the user") { _ in throw SecretariatError.denied("denied by the user") }
        try await expectNote("Broken") { _ in throw Broken() }
        try await expectNote("CancellationError") { _ in throw CancellationError() }
    }

    func testGarbageFromAnEngineIsRefused() async throws {
        var wrong = page("Hello")
        wrong.words[0].confidence = .nan
        try await expectNote("confidence") { [wrong] _ in [wrong] }
        wrong.words[0].confidence = 0.5
        wrong.width = -1
        try await expectNote("something else than expected") { [wrong] _ in [wrong] }
        wrong.width = .max
        try await expectNote("something else than expected") { [wrong] _ in [wrong] }
    }

    func testAnEngineThatNeverReturnsIsGivenUp() async throws {
        let stopped = Signal()
        try await expectNote("callback_millis", patience: 200) { _ in
            // Ends only because nobody waits for it any more.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
            stopped.fire()
            return [page("too late")]
        }
        await stopped.wait()
    }

    /// Adds a picture and expects a note that says what was wrong with the engine: the document stays.
    private func expectNote(
        _ words: String, patience: Int = 60_000, line: UInt = #line,
        _ read: @Sendable @escaping (Data) async throws -> [OCRPage]
    ) async throws {
        let office = try await Office.open(
            settings: .init(limits: .init(callbackMillis: patience)), ocr: Engine(read))
        let document = try await office.documents.add(scan)
        XCTAssert(document.notes.contains { $0.message.contains(words) }, "\(document.notes)", line: line)
        // The office works on.
        _ = try await office.documents.add(.text("Hello.", name: "hello.txt"))
        try await office.close()
    }
}
