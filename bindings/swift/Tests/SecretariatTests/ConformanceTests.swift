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
            let expected = vector["error"]
            var outcome = await Outcome { try await run(vector, plainly: false) }
            // What the compiler refuses, such as a field that is not there, goes as plain JSON.
            if let code = expected?["code"]?.text, code == "invalid_input", outcome.error?.code != code {
                outcome = await Outcome { try await run(vector, plainly: true) }
            }
            XCTAssertNil(outcome.other, name)
            XCTAssertEqual(outcome.error?.code, expected?["code"]?.text, "\(name): \(outcome)")
            let part = expected?["message"]?.text ?? ""
            XCTAssert(part.isEmpty || outcome.error?.message.contains(part) ?? false, "\(name): \(outcome)")
            XCTAssertEqual(outcome.result?.withoutNulls ?? .null, vector["expect"]?.withoutNulls ?? .null, name)
        }
    }

    private func run(_ vector: JSON, plainly: Bool) async throws -> JSON {
        var options = vector["options"]?.members ?? [:]
        options["replay"] = options["replay"] ?? .object(["now": "2026-03-02T09:00:00Z", "seed": .integer(7)])
        if let settings = (options["settings"] ?? .object([:])).members {
            options["settings"] = .object(settings.merging(["parallel": .integer(1)]) { own, _ in own })
        }
        let office = try await plainly ? Office.open(plain: options) : open(Message(options).decode(Given.self))
        var names: [String: JSON] = [:]
        for step in vector["before"]?.items ?? [] {
            names[step["as"]?.text ?? ""] = try await call(step, on: office, names, plainly)
        }
        let result = try await call(vector, on: office, names, plainly)
        try await office.close()
        return result
    }

    private func open(_ options: Given) async throws -> Office {
        try await Office.open(
            options.find("folder", as: String.self), settings: options.find("settings"), replay: options.find("replay"),
            auditKey: options.find("audit_key"))
    }

    private func call(
        _ step: JSON, on office: Office, _ names: [String: JSON], _ plainly: Bool
    ) async throws -> JSON {
        let office = try seen(office, step, names)
        let name = step["call"]?.text ?? ""
        let message = try filled(step["given"] ?? .object([:]), names)
        let result: JSON = try await plainly
            ? office.plain(name, message).decode()
            : Message(dispatch(name, message.decode(Given.self), on: office)).decode()
        if let select = step["select"]?.items { return .array(select.map { result.at($0.text ?? "") ?? .null }) }
        return result.at(step["select"]?.text ?? "") ?? .null
    }

    /// The office in the workspace and for the actor of a step.
    private func seen(_ office: Office, _ step: JSON, _ names: [String: JSON]) throws -> Office {
        var office = office
        let named = { (view: String) in try step[view].map { try self.filled($0, names).decode(String.self) } }
        if let id = try named("workspace") { office = try office.workspace(WorkspaceID(id)) }
        if let actor = try named("acting_as") { office = try office.actingAs(actor) }
        return office
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
