import Foundation
internal import SecretariatNative

/// What crosses to the library: JSON text, with the bytes of files beside it.
typealias Message = NativeMessage

/// The bytes beside a text, while the text is read or written: which happens on one thread, at once.
final class Buffers: @unchecked Sendable {
    var all: [Data]

    init(_ all: [Data] = []) {
        self.all = all
    }
}

extension CodingUserInfoKey {
    /// Where readers and writers find the buffers.
    static let buffers = CodingUserInfoKey(rawValue: "secretariat.buffers")!
}

extension Message {
    /// Writes a value.
    init(_ value: some Encodable) throws {
        let buffers = Buffers()
        let encoder = JSONEncoder()
        encoder.userInfo[.buffers] = buffers
        do {
            let json = try encoder.encode(value)
            self.init(json: json, buffers: buffers.all)
        } catch let error as EncodingError {
            throw SecretariatError.invalidInput(Wire.words(error))
        }
    }

    /// Reads a value.
    func decode<Value: Decodable>(_: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.userInfo[.buffers] = Buffers(buffers)
        do {
            return try decoder.decode(Value.self, from: json)
        } catch let error as DecodingError {
            throw SecretariatError.internal("an answer that this version does not know: \(Wire.words(error))")
        }
    }
}

/// The arguments of a call by their names. One that is nil is left to the library.
struct Arguments: Encodable, ExpressibleByDictionaryLiteral {
    private var fields: [(String, any Encodable)]

    init(dictionaryLiteral elements: (String, (any Encodable)?)...) {
        fields = elements.compactMap { name, value in value.map { (name, $0) } }
    }

    mutating func add(_ name: String, _ value: (any Encodable)?) {
        if let value { fields.append((name, value)) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: WireKey.self)
        for (name, value) in fields {
            try container.encode(value, forKey: WireKey(stringLiteral: name))
        }
    }
}

/// The arguments that a component is called with.
struct Given: Decodable {
    private let fields: KeyedDecodingContainer<WireKey>

    init(from decoder: any Decoder) throws {
        fields = try decoder.container(keyedBy: WireKey.self)
    }

    /// Reads an argument that must be there; an optional one may be null or absent.
    func read<Value: Decodable>(_ name: String, as _: Value.Type = Value.self) throws -> Value {
        try fields.decode(Value.self, forKey: WireKey(stringLiteral: name))
    }

    func read<Value: Decodable>(_ name: String, as _: Value?.Type = Value?.self) throws -> Value? {
        try find(name)
    }

    /// Reads an argument that may be absent.
    func find<Value: Decodable>(_ name: String, as _: Value.Type = Value.self) throws -> Value? {
        try fields.decodeIfPresent(Value.self, forKey: WireKey(stringLiteral: name))
    }
}

/// A name in JSON.
struct WireKey: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringLiteral: String) {
        stringValue = stringLiteral
    }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}

enum Wire {
    /// The error for a union with a `type` that is not known.
    static func unknown(_ type: String, of union: String, in container: KeyedDecodingContainer<WireKey>) -> DecodingError {
        .dataCorruptedError(forKey: "type", in: container, debugDescription: "there is no \(union) of type \(type)")
    }

    /// Says what could not be written, and where.
    static func words(_ error: EncodingError) -> String {
        guard case .invalidValue(_, let context) = error else { return "a value that has no JSON form" }
        return path(context.codingPath) + context.debugDescription
    }

    /// Says what could not be read, and where; never what stands in a document.
    static func words(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "\(path(context.codingPath))there is no \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            path(context.codingPath) + context.debugDescription
        @unknown default: "unreadable"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        let path = keys.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
        return path.isEmpty ? "" : path.drop(while: { $0 == "." }) + ": "
    }
}

/// No result.
struct Nothing: Codable {
    init() {}

    init(from _: any Decoder) {}

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }
}

/// Bytes: in JSON the number of a buffer; base64 where an application keeps our values in JSON of its own.
struct WireBytes: Codable {
    let value: Data

    init(_ value: Data) {
        self.value = value
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let buffers = decoder.userInfo[.buffers] as? Buffers else {
            value = try container.decode(Data.self)
            return
        }
        let index = try container.decode(Int.self)
        guard buffers.all.indices.contains(index) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "there is no buffer \(index)")
        }
        value = buffers.all[index]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard let buffers = encoder.userInfo[.buffers] as? Buffers else { return try container.encode(value) }
        try container.encode(buffers.all.count)
        buffers.all.append(value)
    }
}
