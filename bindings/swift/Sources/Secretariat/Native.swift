import Foundation
internal import SecretariatNative

/// The way to the library that is written in Rust.
enum Native {
    /// Calls a function that is done at once.
    static func call<Result: WireReadable>(
        _ name: String, _ arguments: Arguments, as: Result.Type = Result.self
    ) throws -> Result {
        try send(name, Message(arguments)).read()
    }

    static func send(_ name: String, _ message: Message) throws -> Message {
        do {
            return try callFunction(name: name, arguments: message)
        } catch {
            throw SecretariatError(native: error)
        }
    }

    /// Calls a function that may take long.
    static func callSlowly<Result: WireReadable>(
        _ name: String, _ arguments: Arguments, as: Result.Type = Result.self
    ) async throws -> Result {
        try await finish(startFunction(name: name, arguments: Message(arguments))).read()
    }

    /// Makes a call unless this task is cancelled, and stops it when it is cancelled later.
    static func finish(_ call: @autoclosure () throws -> NativeCall) async throws -> Message {
        try Task.checkCancellation()
        let call = try call()
        return try await cancellable(call.cancel) { try await call.wait() }
    }

    /// Waits for something and passes the cancellation of this task on.
    static func cancellable<Result>(
        _ cancel: @Sendable @escaping () -> Void, _ wait: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await withTaskCancellationHandler(operation: wait, onCancel: cancel)
        } catch {
            // Swift has one error for this, and task groups expect it.
            try Task.checkCancellation()
            throw SecretariatError(native: error)
        }
    }

    /// Keeps the process alive when the helper that reads files ends while a file is handed to it: the write fails
    /// then, which the library knows how to tell. An application that handles the signal itself goes on doing so.
    static let outlivesItsHelper: Void = {
        if let handler = signal(SIGPIPE, SIG_IGN) { _ = signal(SIGPIPE, handler) }
    }()

    /// The helper that reads files in a process of its own, if the package has it.
    static let parserProgram: String? = {
        #if os(macOS)
            // The library is a part of the app, and so is its helper.
            return Bundle.main.url(forAuxiliaryExecutable: "secretariat-parser")?.path
        #elseif os(Linux)
            // Swift sees no `dladdr` here; the kernel knows as well from where the library was loaded. `String` would
            // read the first 4 KiB only, since the file says that it is empty.
            guard let maps = try? FileHandle(forReadingAtPath: "/proc/self/maps")?.readToEnd(),
                let line = String(decoding: maps, as: UTF8.self).split(separator: "\n")
                    .first(where: { $0.hasSuffix("/libsecretariat_uniffi.so") }),
                let slash = line.firstIndex(of: "/")
            else { return nil }
            let folder = URL(fileURLWithPath: String(line[slash...])).deletingLastPathComponent()
            let program = folder.appendingPathComponent("secretariat-parser").path
            return FileManager.default.isExecutableFile(atPath: program) ? program : nil
        #else
            return nil
        #endif
    }()
}
