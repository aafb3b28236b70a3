/// A string with a meaning: each kind is a type of its own, so that they cannot be confused.
public protocol Identifier: RawRepresentable<String>, Hashable, Codable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// Takes the text of an identifier.
    init(rawValue: String)
}

extension Identifier {
    /// Takes the text of an identifier, such as one that was stored.
    public init(_ text: String) {
        self.init(rawValue: text)
    }

    public init(stringLiteral text: String) {
        self.init(rawValue: text)
    }

    public var description: String { rawValue }
}
