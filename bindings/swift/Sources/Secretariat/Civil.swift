import Foundation

/// A date on the wall calendar, without a time zone: `2027-03-31`.
public struct CivilDate: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// The year.
    public let year: Int
    /// The month, from 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// Makes a date; nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (-9999...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.days(of: month, in: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Reads a date as ISO 8601 writes it.
    public init?(_ description: String) {
        let parts = description.split(separator: "-")
        guard parts.count == 3, parts[1].count == 2, parts[2].count == 2, parts[0].count >= 4,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: description.hasPrefix("-") ? -year : year, month: month, day: day)
    }

    /// Takes the date of a moment in a place.
    public init?(_ moment: Date, in timeZone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let parts = calendar.dateComponents([.year, .month, .day], from: moment)
        guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The parts, for Foundation's calendars.
    public var components: DateComponents { DateComponents(year: year, month: month, day: day) }

    public var description: String {
        year < 0 ? "-\(padded(-year, 6))-\(padded(month))-\(padded(day))" : "\(padded(year, 4))-\(padded(month))-\(padded(day))"
    }

    public static func < (one: CivilDate, other: CivilDate) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }

    /// The days since 1970-01-01, by Howard Hinnant's `days_from_civil`.
    var daysSinceEpoch: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A time of day, without a time zone: `09:30:00`.
public struct CivilTime: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// The hour, from 0 to 23.
    public let hour: Int
    /// The minute, from 0 to 59.
    public let minute: Int
    /// The second, from 0 to 59.
    public let second: Int
    /// The billionths of a second.
    public let nanosecond: Int

    /// Makes a time; nil when the clock has no such time.
    public init?(hour: Int, minute: Int = 0, second: Int = 0, nanosecond: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999_999_999).contains(nanosecond)
        else { return nil }
        (self.hour, self.minute, self.second, self.nanosecond) = (hour, minute, second, nanosecond)
    }

    /// Reads a time as ISO 8601 writes it, with or without seconds.
    public init?(_ description: String) {
        let halves = description.split(separator: ".", omittingEmptySubsequences: false)
        let parts = halves.first?.split(separator: ":", omittingEmptySubsequences: false) ?? []
        let numbers = parts.compactMap { $0.count == 2 ? Int($0) : nil }
        guard (2...3).contains(parts.count), numbers.count == parts.count, halves.count <= 2 else { return nil }
        var nanosecond = 0
        if halves.count == 2 {
            let digits = halves[1].prefix(9)
            guard !digits.isEmpty, halves[1].allSatisfy(\.isNumber), let fraction = Int(digits) else { return nil }
            nanosecond = (digits.count..<9).reduce(fraction) { value, _ in value * 10 }
        }
        self.init(
            hour: numbers[0], minute: numbers[1], second: numbers.count > 2 ? numbers[2] : 0, nanosecond: nanosecond)
    }

    /// The parts, for Foundation's calendars.
    public var components: DateComponents {
        DateComponents(hour: hour, minute: minute, second: second, nanosecond: nanosecond)
    }

    public var description: String {
        var text = "\(padded(hour)):\(padded(minute)):\(padded(second))"
        if nanosecond > 0 {
            text += "." + padded(nanosecond, 9)
            while text.hasSuffix("0") { text.removeLast() }
        }
        return text
    }

    public static func < (one: CivilTime, other: CivilTime) -> Bool {
        (one.hour, one.minute, one.second, one.nanosecond) < (other.hour, other.minute, other.second, other.nanosecond)
    }
}

/// A date and a time on the wall, without a time zone: `2027-03-31T09:30:00`.
public struct CivilDateTime: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// The date.
    public let date: CivilDate
    /// The time of day.
    public let time: CivilTime

    /// Makes a date with a time.
    public init(_ date: CivilDate, _ time: CivilTime) {
        (self.date, self.time) = (date, time)
    }

    /// Reads a date with a time as ISO 8601 writes them.
    public init?(_ description: String) {
        let halves = description.split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, let date = CivilDate(String(halves[0])), let time = CivilTime(String(halves[1]))
        else { return nil }
        self.init(date, time)
    }

    /// The parts, for Foundation's calendars.
    public var components: DateComponents {
        var components = time.components
        (components.year, components.month, components.day) = (date.year, date.month, date.day)
        return components
    }

    public var description: String { "\(date)T\(time)" }

    public static func < (one: CivilDateTime, other: CivilDateTime) -> Bool {
        (one.date, one.time) < (other.date, other.time)
    }
}

/// In JSON they are their text.
extension CivilDate: Codable, IsoText {}
extension CivilTime: Codable, IsoText {}
extension CivilDateTime: Codable, IsoText {}

/// A value that JSON holds as its text.
protocol IsoText: LosslessStringConvertible, Codable {}

extension IsoText {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a \(Self.self)")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A point in time: in JSON as RFC 3339 writes it, in Swift a `Date`, which is exact to the microsecond.
struct WireTime: IsoText {
    let value: Date

    init(_ value: Date) {
        self.value = value
    }

    init?(_ description: String) {
        guard description.hasSuffix("Z"), let civil = CivilDateTime(String(description.dropLast())) else { return nil }
        let time = civil.time
        let seconds = civil.date.daysSinceEpoch * 86_400 + time.hour * 3600 + time.minute * 60 + time.second
        value = Date(timeIntervalSince1970: Double(seconds) + Double(time.nanosecond) / 1e9)
    }

    var description: String {
        let micros = Int((value.timeIntervalSince1970 * 1e6).rounded())
        let seconds = Int((Double(micros) / 1e6).rounded(.down))
        let whole = Date(timeIntervalSince1970: Double(seconds))
        let secondOfDay = ((seconds % 86_400) + 86_400) % 86_400
        let time = CivilTime(
            hour: secondOfDay / 3600, minute: secondOfDay / 60 % 60, second: secondOfDay % 60,
            nanosecond: (micros - seconds * 1_000_000) * 1000)
        guard let date = CivilDate(whole, in: .gmt), let time else { return "not a time" }
        return "\(date)T\(time)Z"
    }
}

private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
