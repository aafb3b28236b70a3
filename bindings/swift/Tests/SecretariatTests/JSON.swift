import Foundation

/// Any JSON value.
indirect enum JSON: Hashable, Codable, ExpressibleByStringLiteral {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(stringLiteral text: String) {
        self = .string(text)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let items = try? container.decode([JSON].self) {
            self = .array(items)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let integer): try container.encode(integer)
        case .number(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .array(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }

    subscript(member: String) -> JSON? {
        switch self {
        case .object(let members): members[member]
        case .array(let items): Int(member).flatMap { items.indices.contains($0) ? items[$0] : nil }
        default: nil
        }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var items: [JSON]? {
        if case .array(let items) = self { items } else { nil }
    }

    var members: [String: JSON]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The part that a JSON pointer (RFC 6901) means.
    func at(_ pointer: String) -> JSON? {
        pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().reduce(self) { value, step in
            value?[step.replacingOccurrences(of: "~1", with: "/").replacingOccurrences(of: "~0", with: "~")]
        }
    }

    /// Puts something else in the place of every value for which `change` returns it.
    func replacing(_ change: (JSON) throws -> JSON?) rethrows -> JSON {
        if let changed = try change(self) { return changed }
        switch self {
        case .array(let items): return .array(try items.map { try $0.replacing(change) })
        case .object(let members): return .object(try members.mapValues { try $0.replacing(change) })
        default: return self
        }
    }

    /// Without members that are null: an absent member and null are the same.
    var withoutNulls: JSON {
        switch self {
        case .array(let items): .array(items.map(\.withoutNulls))
        case .object(let members): .object(members.filter { $0.value != .null }.mapValues(\.withoutNulls))
        default: self
        }
    }
}
