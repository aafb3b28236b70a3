import Foundation
internal import SecretariatNative

extension SecretariatError {
    /// The kind as it is written everywhere, such as `not_found`.
    public var code: String { kind.rawValue }

    /// Takes an error of the library.
    init(native error: any Error) {
        switch error {
        case let error as SecretariatError:
            self = error
        case NativeFailure.Failed(let code, let reason, _):
            self.init(ErrorKind(rawValue: code) ?? .internal, reason)
        default:
            self = .internal(String(describing: error))
        }
    }
}

extension SecretariatError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { message }

    public var description: String { "\(code): \(message)" }
}

extension Failure {
    /// The failure as an error to throw.
    public var error: SecretariatError { SecretariatError(code, message) }
}

extension FileOutcome {
    /// Returns the document, or throws why there is none.
    public func get() throws -> Document {
        if let document { return document }
        throw error?.error ?? SecretariatError.internal("\(name): neither read nor failed")
    }
}
