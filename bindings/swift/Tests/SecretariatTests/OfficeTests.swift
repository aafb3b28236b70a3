import XCTest

@testable import Secretariat

/// What a newcomer does first.
final class OfficeTests: XCTestCase {
    func testADocumentIsReadAskedAndAnswered() async throws {
        let office = try await Office.open()
        let mail = try await office.documents.add(.file(example("mail-3-open-questions.eml")))
        XCTAssertEqual(mail.name, "mail-3-open-questions.eml")
        let invoice = try await office.documents.add(.file(example("invoice-INV-20418.pdf").path, group: "bills"))
        XCTAssertEqual(invoice.group, "bills")
        expectEqual(try await office.documents.get(invoice.id), invoice)
        let deadline = try XCTUnwrap(invoice.brief.deadlines.first)
        XCTAssertEqual(deadline.evidence.place.description, try deadline.evidence.place.label())
        let answer = try await office.documents.ask("When must the invoice be paid?", group: "bills")
        XCTAssert(answer.found)
        let draft = try await office.communications.draft(.reply(to: mail.id, saying: "Green, please."))
        XCTAssert(try draft.text().contains("Green, please."))
        XCTAssertGreaterThan(try draft.eml().count, 100)
        expectEqual(try await office.communications.newest().map(\.id), [draft.id])
        expectEqual(try await office.documents.original(mail.id), try Data(contentsOf: example(mail.name)))
        try await office.close()
    }

    func testTheFirstProgramPrintsTheSameLinesInEveryLanguage() async throws {
        let now = try XCTUnwrap(ISO8601DateFormatter().date(from: "2026-11-26T09:00:00Z"))
        let office = try await Office.open(replay: Replay(now: now, seed: 7))
        let contract = try await office.documents.add(.file(example("lease-Speicherhof-3.pdf")))
        var lines = contract.brief.deadlines.map { "\($0.due) \($0.title) (\($0.evidence.place))" }
        let answer = try await office.documents.ask("When must we give notice?")
        lines.append("\(answer.text) \"\(answer.evidence.first?.quote ?? "")\"")
        let draft = try await office.communications.draft(.reply(to: contract.id, saying: "We will not renew."))
        try draft.ensureSendable()
        lines.append(try draft.text())
        let expected = try String(contentsOf: repository.appendingPathComponent("conformance/program.txt"), encoding: .utf8)
        XCTAssertEqual(lines.joined(separator: "\n"), expected)
        try await office.close()
    }

    func testAFolderKeepsItsDocuments() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let office = try await Office.open(folder)
        let note = try await office.documents.add(.text("The rent is EUR 900.", name: "rent.txt"))
        try await office.close()
        let again = try await Office.open(folder.path)
        expectEqual(try await again.documents.find("rent.txt"), note)
        try await again.close()
    }

    func testTheParserRunsInAProcessOfItsOwn() {
        // It lies beside the library; without it, a file that is made to break the parser ends the app.
        XCTAssert(Native.parserProgram?.hasSuffix("/secretariat-parser") ?? false)
    }

    func testAJobTellsItsEventsFromAnyPlace() async throws {
        let office = try await Office.open()
        let job = try await office.documents.submit([
            .file(example("minutes-2026-11-18.docx")), .file("/nowhere/at-all.pdf"),
            .text("Pay by 3 May 2027.", name: "note.txt"),
        ])
        var events: [JobProgress] = []
        for try await event in job { events.append(event) }
        XCTAssertEqual(events.map(\.sequence), Array(1...events.count))
        var rest: [JobProgress] = []
        for try await event in job.events(after: 2) { rest.append(event) }
        XCTAssertEqual(rest, Array(events.dropFirst(2)))
        let outcomes = try await job.wait()
        XCTAssertEqual(outcomes.count, 3)
        expectEqual(try await job.wait(), outcomes)
        XCTAssertEqual(try outcomes[0].get().name, "minutes-2026-11-18.docx")
        XCTAssertThrowsError(try outcomes[1].get()) { XCTAssert($0 is SecretariatError) }
        try await office.close()
    }

    func testAHundredCallsRunAtTheSameTime() async throws {
        let office = try await Office.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                group.addTask {
                    let text = "Note \(index): pay EUR \(index + 1).00 by 3 May 2027. 😀"
                    let note = try await office.documents.add(.text(text, name: "note-\(index).txt"))
                    let parsed = try await office.documents.text(note.id)
                    XCTAssert(parsed.text.contains("EUR \(index + 1).00"))
                }
            }
            try await group.waitForAll()
        }
        expectEqual(try await office.documents.all().count, 100)
        try await office.close()
    }

    func testAnOfficeEndsWithItsLastReference() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        weak var forgotten: Office?
        weak var engine: Engine?
        do {
            let made = Engine { _ in [] }
            let office = try await Office.open(folder, ocr: made)
            _ = try await office.documents.add(.text("The rent is EUR 900.", name: "rent.txt"))
            (forgotten, engine) = (office, made)
        }
        XCTAssertNil(forgotten)
        // The library lets go of it on a thread of its own.
        for _ in 0..<1000 where engine != nil { await Task.yield() }
        let again = try await Office.open(folder)
        expectEqual(try await again.documents.all().count, 1)
        try await again.close()
        XCTAssertNil(engine)
    }
}
