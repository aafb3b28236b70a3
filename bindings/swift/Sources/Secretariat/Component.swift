import Foundation
internal import SecretariatNative

/// An object of the application in the part of a component. The initialisers, one for each protocol, are
/// generated.
final class Component: NativeComponent, Sendable {
    private let answer: @Sendable (String, Given) async throws -> Message

    init(_ answer: @Sendable @escaping (String, Given) async throws -> Message) {
        self.answer = answer
    }

    func call(name: String, arguments: NativeMessage) async throws -> NativeMessage {
        do {
            return try await answer(name, arguments.decode())
        } catch let error as SecretariatError {
            throw NativeFailure.Failed(
                code: error.kind.rawValue, reason: error.message, retryable: error.isRetryable)
        } catch {
            // Without a code it counts as a part that cannot be reached just now.
            throw NativeFailure.Failed(code: "", reason: Self.words(error), retryable: true)
        }
    }

    static func unknown(_ name: String) -> SecretariatError {
        .internal("this component has no method \(name)")
    }

    private static func words(_ error: any Error) -> String {
        (error as? any LocalizedError)?.errorDescription ?? String(describing: error)
    }
}
