import Foundation

/// A decimal number with the digits that were written: `10.50` stays `10.50`.
public struct ExactDecimal: Hashable, Codable, Sendable, LosslessStringConvertible, ExpressibleByIntegerLiteral {
    /// The digits, such as `-1234.50`.
    public let description: String

    /// Takes the digits of a number, with a point if it has a fraction; nil when they are none.
    public init?(_ description: String) {
        guard Self.isNumber(description) else { return nil }
        self.description = description
    }

    public init(integerLiteral value: Int) {
        description = String(value)
    }

    /// Takes a number.
    public init(_ number: Decimal) {
        description = number.description
    }

    /// The number to calculate with. It has 38 digits, more than the library writes.
    public var value: Decimal {
        // Checked when the text was taken.
        Decimal(string: description, locale: Locale(identifier: "en_US_POSIX")) ?? .nan
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let number = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a decimal number")
        }
        self = number
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private static func isNumber(_ text: String) -> Bool {
        let parts = text.utf8.drop { $0 == UInt8(ascii: "-") }
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.utf8.prefix { $0 == UInt8(ascii: "-") }.count <= 1 && (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
    }
}
