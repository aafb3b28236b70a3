import Observation
import Secretariat
import SwiftUI

/// What the window shows: the documents that were dropped, and the answers that were asked for.
@MainActor @Observable
final class OfficeModel {
    struct Exchange: Identifiable {
        let id = UUID()
        let question: String
        let answer: Answer
    }

    private(set) var documents: [Document] = []
    private(set) var exchanges: [Exchange] = []
    private(set) var progress: String?
    var problem: String?

    private let office: Office

    init(office: Office) async throws {
        self.office = office
        documents = try await office.documents.all()
    }

    /// Opens the office in the app's own folder, with the system's text recognition.
    static func open() async throws -> OfficeModel {
        let support = try FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        let office = try await Office.open(support.appending(path: "Office"), ocr: VisionOCR())
        return try await OfficeModel(office: office)
    }

    func add(_ urls: [URL]) async {
        // A sandboxed app may read a dropped file only while it says so.
        let opened = urls.filter { $0.startAccessingSecurityScopedResource() }
        defer { opened.forEach { $0.stopAccessingSecurityScopedResource() } }
        await reporting {
            let job = try await office.documents.submit(urls.map { .file($0) })
            for try await event in job {
                progress = event.name
            }
            for outcome in try await job.wait() {
                if let error = outcome.error { problem = error.message }
            }
            documents = try await office.documents.all()
        }
        progress = nil
    }

    func ask(_ question: String) async {
        await reporting {
            let answer = try await office.documents.ask(question)
            exchanges.insert(Exchange(question: question, answer: answer), at: 0)
        }
    }

    private func reporting(_ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            // The view that asked is gone.
        } catch {
            problem = error.localizedDescription
        }
    }
}
