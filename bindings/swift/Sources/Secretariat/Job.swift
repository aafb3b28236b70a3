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
    private let readEvent: @Sendable (Message) throws -> Event?
    private let readOutcome: @Sendable (Message) throws -> Outcome

    init(_ native: NativeJob) where Event: WireReadable, Outcome: WireReadable {
        self.native = native
        readEvent = { try $0.read() }
        readOutcome = { try $0.read() }
    }

    /// The id, by which `documents.job` follows the work again, later or in another process.
    public var id: JobID { JobID(native.id()) }

    /// Waits until the work is done. Can be asked as often as wanted.
    public func wait() async throws -> Outcome {
        try await readOutcome(Native.finish(native.outcome()))
    }

    /// Stops the work; what is stored stays.
    public func cancel() {
        native.cancel()
    }

    /// Returns the events after the one with this number, such as the last one that an earlier loop saw.
    public func events(after sequence: Int) -> Events {
        Events(native: native, read: readEvent, after: sequence)
    }

    /// Returns the events from the beginning on.
    public func makeAsyncIterator() -> Events.AsyncIterator {
        events(after: 0).makeAsyncIterator()
    }

    /// The events of a job: those that were, then those that come, until the work is done.
    public struct Events: AsyncSequence, Sendable {
        fileprivate let native: NativeJob
        fileprivate let read: @Sendable (Message) throws -> Event?
        fileprivate let after: Int

        public func makeAsyncIterator() -> AsyncIterator {
            AsyncIterator(native: native, read: read, last: after)
        }

        /// The place in the events.
        public struct AsyncIterator: AsyncIteratorProtocol {
            fileprivate let native: NativeJob
            fileprivate let read: @Sendable (Message) throws -> Event?
            fileprivate var last: Int

            /// Waits for the next event; nil when there are no more.
            public mutating func next() async throws -> Event? {
                let message = try await Native.finish(native.event(sequence: UInt64(Swift.max(last, 0))))
                guard let event = try read(message) else { return nil }
                last = event.sequence
                return event
            }
        }
    }
}
