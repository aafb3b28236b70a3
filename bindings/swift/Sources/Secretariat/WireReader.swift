import Foundation

/// What is read from the JSON of the library.
///
/// The types are `Codable` for applications that keep them. What crosses is read in this way instead, which takes a
/// tenth of the time of Foundation's decoder: each type knows its members, and nothing is made but the values.
protocol WireReadable {
    /// Reads the value that comes next.
    init(reading reader: inout WireReader) throws
}

/// A place in the JSON text of an answer, which the library has written: complete, in UTF-8 and without spaces.
struct WireReader {
    private let text: UnsafeBufferPointer<UInt8>
    private let buffers: [Data]
    private var at = 0
    private var depth = 0

    /// As deep as Foundation's decoder goes.
    private static let deepest = 512

    /// Reads a text, with the bytes that it refers to by number.
    init(_ text: UnsafeBufferPointer<UInt8>, buffers: [Data]) {
        self.text = text
        self.buffers = buffers
    }

    // MARK: Objects and lists

    /// Takes the beginning of an object.
    mutating func open() throws {
        try begin(UInt8(ascii: "{"))
    }

    /// Takes the name of the next member, and says its place in a list of names, or past its end when it is none of
    /// them; false at the end of the object. Members are mostly in the order of the list, so the search begins after
    /// the place that was said before, from -1 on.
    mutating func next(_ place: inout Int, of names: [StaticString]) throws -> Bool {
        guard try more(until: UInt8(ascii: "}")) else { return false }
        let name = try quoted()
        try take(UInt8(ascii: ":"))
        var candidate = place
        for _ in 0..<names.count {
            candidate += 1
            if candidate >= names.count { candidate = 0 }
            if matches(name, names[candidate]) {
                place = candidate
                return true
            }
        }
        place = names.count
        return true
    }

    /// Reads an object of which only one member matters; nil when it is not there.
    mutating func sole<Value: WireReadable>(_ name: StaticString, as _: Value.Type = Value.self) throws -> Value? {
        var value: Value?
        var place = -1
        try open()
        while try next(&place, of: [name]) {
            if place == 0 { value = try Value(reading: &self) } else { try skip() }
        }
        return value
    }

    /// Says which of several names the member `type` of the object that comes next has, and stays before the object.
    mutating func tag(_ union: StaticString, of names: [StaticString]) throws -> Int {
        let (start, level) = (at, depth)
        defer { (at, depth) = (start, level) }
        var place = -1
        try open()
        while try next(&place, of: ["type"]) {
            guard place == 0 else {
                try skip()
                continue
            }
            let tag = try quoted()
            guard let found = names.firstIndex(where: { matches(tag, $0) }) else {
                throw wrong("there is no \(union) of type \(String(decoding: text[tag], as: UTF8.self))")
            }
            return found
        }
        throw missing(union)
    }

    /// Reads the items of a list.
    mutating func list<Item: WireReadable>() throws -> [Item] {
        var items: [Item] = []
        try begin(UInt8(ascii: "["))
        while try more(until: UInt8(ascii: "]")) {
            items.append(try Item(reading: &self))
        }
        return items
    }

    /// Reads the members of an object that may have any names.
    mutating func map<Value: WireReadable>() throws -> [String: Value] {
        var members: [String: Value] = [:]
        try open()
        while try more(until: UInt8(ascii: "}")) {
            let name = try string()
            try take(UInt8(ascii: ":"))
            members[name] = try Value(reading: &self)
        }
        return members
    }

    /// Passes over a value of any kind.
    mutating func skip() throws {
        var open = 0
        repeat {
            switch peek() {
            case UInt8(ascii: "\""):
                _ = try quoted()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
            case nil: throw wrong("it ends too early")
            default:
                if open == 0 {
                    _ = word()
                    return
                }
            }
            at += 1
        } while open > 0
    }

    // MARK: Plain values

    /// Takes `null`, if that comes next.
    mutating func null() -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        return text[word()].elementsEqual("null".utf8)
    }

    mutating func bool() throws -> Bool {
        let word = text[word()]
        if word.elementsEqual("true".utf8) { return true }
        if word.elementsEqual("false".utf8) { return false }
        throw wrong("a boolean is expected")
    }

    mutating func int() throws -> Int {
        guard let number = Int(String(decoding: text[word()], as: UTF8.self)) else { throw wrong("a whole number is expected") }
        return number
    }

    mutating func double() throws -> Double {
        let word = word()
        if let number = short(word) { return number }
        guard let number = Double(String(decoding: text[word], as: UTF8.self)) else { throw wrong("a number is expected") }
        return number
    }

    mutating func string() throws -> String {
        let (inside, escaped) = try content()
        return escaped ? try unescaped(inside) : String(decoding: UnsafeBufferPointer(rebasing: text[inside]), as: UTF8.self)
    }

    /// Reads a value that stands there as its text.
    mutating func text<Value: LosslessStringConvertible>(_: Value.Type = Value.self) throws -> Value {
        guard let value = Value(try string()) else { throw wrong("a \(Value.self) is expected") }
        return value
    }

    /// Reads bytes, for which the number of a buffer stands.
    mutating func bytes() throws -> Data {
        let number = try int()
        guard buffers.indices.contains(number) else { throw wrong("there is no buffer \(number)") }
        return buffers[number]
    }

    /// Reads a value of any kind.
    mutating func any() throws -> JSONValue {
        switch peek() {
        case UInt8(ascii: "{"): return .object(try map())
        case UInt8(ascii: "["): return .array(try list())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool(try bool())
        case UInt8(ascii: "n"): return null() ? .null : try { throw wrong("a value is expected") }()
        default:
            let start = at
            if let integer = Int(String(decoding: text[word()], as: UTF8.self)) { return .integer(integer) }
            at = start
            return .number(try double())
        }
    }

    // MARK: Errors

    /// The error for a member that must be there and is not.
    func missing(_ type: StaticString) -> SecretariatError {
        wrong("\(type) lacks something that this version expects")
    }

    /// Says what could not be read; never what stands in a document.
    func wrong(_ words: String) -> SecretariatError {
        .internal("an answer that this version does not know: \(words)")
    }

    // MARK: Bytes

    private func peek() -> UInt8? {
        at < text.count ? text[at] : nil
    }

    private mutating func take(_ byte: UInt8) throws {
        guard peek() == byte else { throw wrong("another kind of value is expected") }
        at += 1
    }

    private mutating func begin(_ byte: UInt8) throws {
        try take(byte)
        depth += 1
        guard depth <= Self.deepest else { throw wrong("it is too deep") }
    }

    /// Takes what stands before the next item, or the end.
    private mutating func more(until end: UInt8) throws -> Bool {
        if peek() == end {
            at += 1
            depth -= 1
            return false
        }
        // Before the first item stands the beginning.
        if peek() == UInt8(ascii: ",") { at += 1 }
        guard peek() != nil else { throw wrong("it ends too early") }
        return true
    }

    /// Takes a number or a name.
    private mutating func word() -> Range<Int> {
        let start = at
        while let byte = peek(), byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
            at += 1
        }
        return start..<at
    }

    private mutating func quoted() throws -> Range<Int> {
        try content().inside
    }

    /// Takes a string, and says whether it has escapes.
    private mutating func content() throws -> (inside: Range<Int>, escaped: Bool) {
        try take(UInt8(ascii: "\""))
        let start = at
        var escaped = false
        while let byte = peek(), byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") {
                escaped = true
                at += 1
            }
            at += 1
        }
        let inside = start..<at
        try take(UInt8(ascii: "\""))
        return (inside, escaped)
    }

    private func matches(_ name: Range<Int>, _ known: StaticString) -> Bool {
        guard name.count == known.utf8CodeUnitCount, let base = text.baseAddress else { return false }
        return memcmp(base + name.lowerBound, known.utf8Start, name.count) == 0
    }

    /// Rare enough to leave it to Foundation.
    private func unescaped(_ inside: Range<Int>) throws -> String {
        let quoted = Data(text[(inside.lowerBound - 1)..<(inside.upperBound + 1)])
        guard let text = try? JSONDecoder().decode(String.self, from: quoted) else { throw wrong("a text is expected") }
        return text
    }

    /// Reads a number whose digits and power of ten are both exact as floating-point numbers, so that the one
    /// division rounds as it must (W. D. Clinger, "How to read floating point numbers accurately", 1990); nil for others.
    private func short(_ word: Range<Int>) -> Double? {
        var digits = 0
        var fraction = -1
        guard !word.isEmpty, word.count <= 16 else { return nil }
        for place in word {
            let byte = text[place]
            if byte &- UInt8(ascii: "0") <= 9 {
                digits = digits &* 10 &+ Int(byte &- UInt8(ascii: "0"))
                if fraction >= 0 { fraction += 1 }
            } else if byte == UInt8(ascii: "."), fraction < 0 {
                fraction = 0
            } else if byte != UInt8(ascii: "-") || place != word.lowerBound || word.count == 1 {
                return nil
            }
        }
        guard digits <= 1 << 53 else { return nil }
        let number = fraction > 0 ? Double(digits) / Self.powers[fraction] : Double(digits)
        return text[word.lowerBound] == UInt8(ascii: "-") ? -number : number
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16]
}

extension Message {
    /// Reads a value that the library made.
    func read<Value: WireReadable>(_: Value.Type = Value.self) throws -> Value {
        try json.withUnsafeBytes { text in
            var reader = WireReader(text.bindMemory(to: UInt8.self), buffers: buffers)
            return try Value(reading: &reader)
        }
    }
}

// MARK: What every answer is made of

extension String: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.string() }
}

extension Bool: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.bool() }
}

extension Int: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.int() }
}

extension Double: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.double() }
}

extension Optional: WireReadable where Wrapped: WireReadable {
    init(reading reader: inout WireReader) throws { self = reader.null() ? nil : try Wrapped(reading: &reader) }
}

extension Array: WireReadable where Element: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.list() }
}

extension Dictionary: WireReadable where Key == String, Value: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.map() }
}

extension ExactDecimal: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.text() }
}

extension CivilDate: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.text() }
}

extension CivilTime: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.text() }
}

extension CivilDateTime: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.text() }
}

extension WireTime: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.text() }
}

extension WireBytes: WireReadable {
    init(reading reader: inout WireReader) throws { self.init(try reader.bytes()) }
}

extension JSONValue: WireReadable {
    init(reading reader: inout WireReader) throws { self = try reader.any() }
}

extension Nothing: WireReadable {
    init(reading reader: inout WireReader) throws { try reader.skip() }
}

extension Identifier {
    init(reading reader: inout WireReader) throws { self.init(rawValue: try reader.string()) }
}

extension RawRepresentable<String> where Self: CaseIterable {
    init(reading reader: inout WireReader) throws {
        guard let word = Self(rawValue: try reader.string()) else { throw reader.wrong("there is no such \(Self.self)") }
        self = word
    }
}
