internal import SecretariatNative

/// An office: documents go in; facts, answers and drafts come out.
///
/// ```swift
/// let office = try await Office.open("./office")
/// let contract = try await office.documents.add(.file("contract.pdf"))
/// let answer = try await office.documents.ask("When must we give notice?")
/// try await office.close()
/// ```
///
/// Its methods may be called from any task, and at the same time. An office that nobody refers to any more
/// ends by itself; ``close()`` waits until everything is written, and lets another process open the folder.
public final class Office: Sendable {
    private let native: NativeOffice

    private init(_ native: NativeOffice) {
        self.native = native
    }

    /// Finishes what is being written and closes the office. Closing a closed office changes nothing; every
    /// other call fails from then on.
    public func close() async throws {
        _ = try await Native.finish(native.shutdown())
    }

    static func open(_ options: Arguments, components: [String: Component?]) async throws -> Office {
        Native.outlivesItsHelper
        var options = options
        options.add("parser_program", Native.parserProgram)
        try Task.checkCancellation()
        let opening = openOffice(options: try Message(options), components: components.compactMapValues { $0 })
        return try await Native.cancellable(opening.cancel) { Office(try await opening.wait()) }
    }

    func call<Result: WireReadable>(
        _ name: String, _ arguments: Arguments, as: Result.Type = Result.self
    ) async throws -> Result {
        try await send(name, Message(arguments)).read()
    }

    func send(_ name: String, _ message: Message) async throws -> Message {
        try Task.checkCancellation()
        let answer: NativeAnswer
        do {
            answer = try native.call(name: name, arguments: message)
        } catch {
            throw SecretariatError(native: error)
        }
        switch answer {
        case .done(let message): return message
        case .later(let call): return try await Native.finish(call)
        }
    }

    func view(_ name: String, _ arguments: Arguments) throws -> Office {
        let message = try Message(arguments)
        do {
            return Office(try native.view(name: name, arguments: message))
        } catch {
            throw SecretariatError(native: error)
        }
    }

    func start<Event: WireReadable, Outcome: WireReadable>(
        _ name: String, _ arguments: Arguments
    ) async throws -> Job<Event, Outcome> {
        let message = try Message(arguments)
        return try await Native.cancellable({}) { Job(try await self.native.start(name: name, arguments: message)) }
    }
}
