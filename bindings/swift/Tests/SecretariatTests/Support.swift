import XCTest

@testable import Secretariat

/// The folder of the repository.
let repository = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../..").standardized

/// The vectors of all languages, in the order of their names.
func vectors() throws -> [URL] {
    let folder = repository.appendingPathComponent("conformance")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".json") && $0.contains("/") }.sorted().map(folder.appendingPathComponent)
}

/// A file that ships with the examples.
func example(_ name: String) -> URL {
    repository.appendingPathComponent("examples/files/\(name)")
}

/// Compares what was waited for, which `XCTAssertEqual` cannot.
func expectEqual<Value: Equatable>(_ one: Value, _ other: Value, file: StaticString = #filePath, line: UInt = #line) {
    XCTAssertEqual(one, other, file: file, line: line)
}

/// Checks what was waited for, which `XCTAssert` cannot.
func expect(_ condition: Bool, file: StaticString = #filePath, line: UInt = #line) {
    XCTAssert(condition, file: file, line: line)
}

/// Expects an error of a kind, and returns it.
@discardableResult
func assertFails<Result>(
    _ kind: ErrorKind, _ part: String = "", file: StaticString = #filePath, line: UInt = #line,
    _ body: () async throws -> Result
) async -> SecretariatError? {
    do {
        let result = try await body()
        XCTFail("no error but \(result)", file: file, line: line)
    } catch let error as SecretariatError {
        XCTAssertEqual(error.kind, kind, error.message, file: file, line: line)
        XCTAssert(part.isEmpty || error.message.contains(part), "\(error) lacks \(part)", file: file, line: line)
        return error
    } catch {
        XCTFail("another error: \(error)", file: file, line: line)
    }
    return nil
}

/// Expects that a task was cancelled.
func assertCancelled<Result>(
    _ task: Task<Result, any Error>, file: StaticString = #filePath, line: UInt = #line
) async {
    do {
        let result = try await task.value
        XCTFail("not cancelled but \(result)", file: file, line: line)
    } catch {
        XCTAssert(error is CancellationError, "another error: \(error)", file: file, line: line)
    }
}

/// An engine that does what a test wants.
final class Engine: OCR {
    private let read: @Sendable (Data) async throws -> [OCRPage]

    init(_ read: @Sendable @escaping (Data) async throws -> [OCRPage]) {
        self.read = read
    }

    func recognise(_ image: Data, dpi: Int?, languages: [String]) async throws -> [OCRPage] {
        try await read(image)
    }
}

/// One page with one line of text.
func page(_ text: String) -> OCRPage {
    let words = text.split(separator: " ").enumerated().map { index, word in
        OCRWord(
            text: String(word), area: Area(left: Double(10 + index * 90), top: 20, width: 80, height: 20),
            confidence: 0.9, paragraph: 0, line: 0)
    }
    return OCRPage(width: 1000, height: 400, language: "en", words: words)
}

/// A value that tasks share.
actor Box<Value: Sendable> {
    private(set) var value: Value

    init(_ value: Value) {
        self.value = value
    }

    func set(_ value: Value) {
        self.value = value
    }
}

/// A promise: something that happens once, for which a test waits instead of sleeping.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func fire() {
        continuation.finish()
    }

    func wait() async {
        for await _ in stream {}
    }
}

/// What a job told and gave, as the vectors have it.
struct Transcript<Event: JobEvent & Encodable, Outcome: Codable & Sendable>: Encodable {
    let events: [Event]
    let outcome: Outcome

    init(of job: Job<Event, Outcome>) async throws {
        var events: [Event] = []
        for try await event in job { events.append(event) }
        self.events = events
        outcome = try await job.wait()
    }
}

/// What came of a vector.
struct Outcome {
    var result: JSON?
    var error: SecretariatError?
    /// Another error: that of a test, or of reading what the face cannot say.
    var other: (any Error)?

    init(_ body: () async throws -> JSON) async {
        do {
            result = try await body()
        } catch {
            self.error = error as? SecretariatError
            other = self.error == nil ? error : nil
        }
    }
}

/// The office past its typed face.
extension Office {
    static func open(plain options: [String: JSON]) async throws -> Office {
        var arguments: Arguments = [:]
        for (name, value) in options { arguments.add(name, value) }
        return try await open(arguments, components: [:])
    }

    func plain(_ name: String, _ message: Message) async throws -> Message {
        let isMethod = name.contains(".") && name.first?.isLowercase == true
        return try await isMethod ? send(name, message) : Native.send(name, message)
    }
}

extension Message {
    /// Makes a message of a text, as a test writes it.
    init(json: String, buffers: [Data]) {
        self.init(json: Data(json.utf8), buffers: buffers)
    }
}
