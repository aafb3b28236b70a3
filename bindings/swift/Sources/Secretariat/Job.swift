internal import SecretariatNative

/// What a job tells: numbered, so that it can be read again from any place.
public protocol JobEvent: Decodable, Sendable {
    /// The number of the event, counted from 1.
    var sequence: Int { get }
}

/// Work in the background.
///
/// ```swift
/// let job = try await office.documents.submit([.file("a.pdf"), .file("b.docx")])
/// for try await event in job { print(event.name, event.step) }
/// let outcomes = try await job.wait()
/// ```
///
/// To cancel the task that iterates or waits does not stop the work: ``cancel()`` does.
public struct Job<Event: JobEvent, Outcome: Decodable & Sendable>: AsyncSequence, Sendable {
    private let native: NativeJob

    init(_ native: NativeJob) {
        self.native = native
    }

    /// The id, by which `documents.job` follows the work again, later or in another process.
    public var id: JobID { JobID(native.id()) }

    /// Waits until the work is done. Can be asked as often as wanted.
    public func wait() async throws -> Outcome {
        try await Native.finish(native.outcome()).decode()
    }

    /// Stops the work; what is stored stays.
    public func cancel() {
        native.cancel()
    }

    /// Returns the events after the one with this number, such as the last one that an earlier loop saw.
    public func events(after sequence: Int) -> Events {
        Events(native: native, after: sequence)
    }

    /// Returns the events from the beginning on.
    public func makeAsyncIterator() -> Events.AsyncIterator {
        events(after: 0).makeAsyncIterator()
    }

    /// The events of a job: those that were, then those that come, until the work is done.
    public struct Events: AsyncSequence, Sendable {
        fileprivate let native: NativeJob
        fileprivate let after: Int

        public func makeAsyncIterator() -> AsyncIterator {
            AsyncIterator(native: native, last: after)
        }

        /// The place in the events.
        public struct AsyncIterator: AsyncIteratorProtocol {
            fileprivate let native: NativeJob
            fileprivate var last: Int

            /// Waits for the next event; nil when there are no more.
            public mutating func next() async throws -> Event? {
                let message = try await Native.finish(native.event(sequence: UInt64(Swift.max(last, 0))))
                guard let event = try message.decode(Event?.self) else { return nil }
                last = event.sequence
                return event
            }
        }
    }
}
