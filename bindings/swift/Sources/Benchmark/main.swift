// Measures what a call costs in Swift, and prints it as JSON: `swift run -c release bench`.

import Foundation
import Secretariat

/// The memory of this process in KiB, as the kernel counts it; nil where it does not tell.
func residentKilobytes() -> Int? {
    let status = try? FileHandle(forReadingAtPath: "/proc/self/status")?.readToEnd()
    let line = status.map { String(decoding: $0, as: UTF8.self) }?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
}

/// The middle time of a call in microseconds, over batches.
func microseconds(_ calls: Int, _ call: @Sendable () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<10 {
        let took = try await clock.measure { for _ in 0..<calls / 10 { try await call() } }
        times.append(Double(took.components.attoseconds) / 1e12 + Double(took.components.seconds) * 1e6)
    }
    times.sort()
    let middle = times[times.count / 2] / Double(calls / 10)
    return (middle * 10).rounded() / 10
}

struct Report: Encodable {
    var calls: Int
    var values_empty_us: Double
    var values_sentence_us: Double
    var documents_get_us: Double
    var documents_get_json_bytes: Int
    var documents_get_json_decoded_us: Double
    var rss_kib_before: Int?
    var rss_kib_after: Int?
    var rss_kib_growth: Int?
}

/// Measures away from the main actor: a caller there pays two changes of threads for each call, which Swift makes.
nonisolated func run() async throws {
    let calls = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
    let office = try await Office.open()
    /// A lease of three pages: 7.5 KB of facts.
    let document = try await office.documents.add(.file("../../examples/files/lease-Speicherhof-3.pdf"))

    // What starts lazily has started before the memory is read.
    for _ in 0..<1000 {
        _ = try values("")
        _ = try await office.documents.get(document.id)
    }
    let before = residentKilobytes()
    let empty = try await microseconds(calls / 2) { _ = try values("") }
    let get = try await microseconds(calls / 2) { _ = try await office.documents.get(document.id).brief.deadlines[0].due }
    let after = residentKilobytes()
    let sentence = try await microseconds(10_000) { _ = try values("The rent of EUR 1,250.00 is due on 3 March 2026.") }

    let text = try JSONEncoder().encode(document)
    let decoder = JSONDecoder()
    let decoded = try await microseconds(10_000) { _ = try decoder.decode(Document.self, from: text) }

    let report = Report(
        calls: calls, values_empty_us: empty, values_sentence_us: sentence, documents_get_us: get,
        documents_get_json_bytes: text.count, documents_get_json_decoded_us: decoded, rss_kib_before: before,
        rss_kib_after: after, rss_kib_growth: before.flatMap { before in after.map { $0 - before } })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
    try await office.close()
}

try await run()
