import XCTest

@testable import Secretariat

/// Replays the shared vectors through the typed face; see `conformance/README.md`.
final class ConformanceTests: XCTestCase {
    func testEveryVectorHoldsInSwift() async throws {
        let files = try vectors()
        XCTAssertGreaterThan(files.count, 100)
        for file in files {
            let vector = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: file))
            let name = file.path.components(separatedBy: "conformance/").last ?? ""
            do {
                let result = try await run(vector)
                XCTAssertNil(vector["error"], "\(name): no error but \(result)")
                XCTAssertEqual(result.withoutNulls, vector["expect"]?.withoutNulls ?? .null, name)
            } catch let error as SecretariatError {
                guard let expected = vector["error"] else { XCTFail("\(name): \(error)"); continue }
                XCTAssertEqual(error.code, expected["code"]?.text, "\(name): \(error)")
                let part = expected["message"]?.text ?? error.message
                XCTAssert(error.message.contains(part), "\(name): \(error) lacks \(part)")
            } catch {
                XCTFail("\(name): \(error)")
            }
        }
    }

    private func run(_ vector: JSON) async throws -> JSON {
        let options = vector["options"]
        let settings = (options?["settings"]?.members ?? [:]).merging(["parallel": .integer(1)]) { own, _ in own }
        let replay = options?["replay"] ?? .object(["now": "2026-03-02T09:00:00Z", "seed": .integer(7)])
        let office = try await Office.open(
            options?["folder"]?.text, settings: Message(settings).decode(), replay: Message(replay).decode())
        var names: [String: JSON] = [:]
        for step in vector["before"]?.items ?? [] {
            names[step["as"]?.text ?? ""] = try await call(step, on: office, names)
        }
        let result = try await call(vector, on: office, names, refused: vector["error"]?["code"] == "invalid_input")
        try await office.close()
        return result
    }

    /// Makes one call. What the compiler refuses, such as a field that is not there, goes as plain JSON.
    private func call(
        _ step: JSON, on office: Office, _ names: [String: JSON], refused: Bool = false
    ) async throws -> JSON {
        let name = step["call"]?.text ?? ""
        let message = try filled(step["given"] ?? .object([:]), names)
        var result = JSON.null
        do {
            result = try await Message(dispatch(name, message.decode(Given.self), on: office)).decode()
            if refused { result = try await plain(name, message, on: office) }
        } catch is DecodingError where refused {
            result = try await plain(name, message, on: office)
        }
        if let select = step["select"]?.items { return .array(select.map { result.at($0.text ?? "") ?? .null }) }
        return result.at(step["select"]?.text ?? "") ?? .null
    }

    private func filled(_ given: JSON, _ names: [String: JSON]) throws -> Message {
        var buffers: [Data] = []
        let json = try given.replacing { given in
            let path = given.text.flatMap { $0.hasPrefix("{") && $0.hasSuffix("}") ? $0.dropFirst().dropLast() : nil }
            let earlier = path.flatMap { JSON.object(names).at("/" + $0.replacing(".", with: "/")) }
            let value = earlier ?? given
            if case .array(let parts)? = value["$repeat"], case .integer(let count) = parts[1] {
                return .string(String(repeating: parts[0].text ?? "", count: count))
            }
            let file = try value["$file"]?.text.map { try Data(contentsOf: repository.appendingPathComponent($0)) }
            let bytes = value["$bytes"]?.text.flatMap { Data(base64Encoded: $0) }
            guard let data = file ?? bytes ?? value["$utf8"]?.text.map({ Data($0.utf8) }) else { return earlier }
            buffers.append(data)
            return .integer(buffers.count - 1)
        }
        return try Message(json: Message(json).json, buffers: buffers)
    }
}
