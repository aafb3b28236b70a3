import XCTest

@testable import Secretariat

/// A task that is cancelled stops the call, and the office works on.
final class CancellationTests: XCTestCase {
    private let scan = Source.file(example("scan-nordmark.png"))

    /// An office whose engine says that it was called, and then waits until it is cancelled.
    private func stuck() async throws -> (office: Office, called: Signal, cancelled: Signal) {
        let (called, cancelled) = (Signal(), Signal())
        let office = try await Office.open(
            ocr: Engine { _ in
                called.fire()
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
                cancelled.fire()
                return [page("too late")]
            })
        return (office, called, cancelled)
    }

    func testCancellingACallReachesTheEngine() async throws {
        let (office, called, cancelled) = try await stuck()
        let task = Task { [scan] in try await office.documents.add(scan) }
        await called.wait()
        task.cancel()
        await assertCancelled(task)
        await cancelled.wait()
        expectEqual(try await office.documents.all(), [])
        try await office.close()
    }

    func testATaskThatIsCancelledAlreadyCallsNothing() async throws {
        let office = try await Office.open()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await office.documents.add(.text("Hello.", name: "hello.txt"))
        }
        await assertCancelled(task)
        let opening = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Office.open()
        }
        await assertCancelled(opening)
        let slow = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await parse(Data("Hello.".utf8), name: "hello.txt")
        }
        await assertCancelled(slow)
        try await office.close()
    }

    func testToStopWaitingDoesNotStopAJob() async throws {
        let (office, called, cancelled) = try await stuck()
        let job = try await office.documents.submit([scan])
        await called.wait()
        let waiting = Task { try await job.wait() }
        let listening = Task { for try await _ in job {} }
        waiting.cancel()
        listening.cancel()
        await assertCancelled(waiting)
        await assertCancelled(listening)
        job.cancel()
        await cancelled.wait()
        // A job that was cancelled says so.
        await assertFails(.unavailable) { try await job.wait() }
        try await office.close()
    }
}
