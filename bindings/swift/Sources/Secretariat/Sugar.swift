import Foundation

extension Source {
    /// A file on disk; its name is kept.
    public static func file(_ path: String, group: String? = nil, key: String? = nil, order: Int = 0) -> Source {
        Source(path: path, group: group, key: key, order: order)
    }

    /// A file on disk, such as one that was dropped onto a view.
    public static func file(_ url: URL, group: String? = nil, key: String? = nil, order: Int = 0) -> Source {
        file(url.path, group: group, key: key, order: order)
    }

    /// The content of a file; the name, such as `contract.pdf`, is a hint at the format.
    public static func data(
        _ data: Data, name: String, group: String? = nil, key: String? = nil, order: Int = 0
    ) -> Source {
        Source(bytes: data, name: name, group: group, key: key, order: order)
    }

    /// A plain text.
    public static func text(
        _ text: String, name: String, group: String? = nil, key: String? = nil, order: Int = 0
    ) -> Source {
        Source(text: text, name: name, group: group, key: key, order: order)
    }
}

extension DraftRequest {
    /// A reply to a message.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - saying: What to say besides the answers to its questions.
    ///   - sender: Who writes; without it, the owner of the office.
    ///   - toAll: Whether everybody who got the message gets the reply.
    public static func reply(
        to message: DocumentID, saying: String? = nil, from sender: Mailbox? = nil, toAll: Bool = false
    ) -> DraftRequest {
        DraftRequest(replyTo: message, say: saying, from: sender, toAll: toAll)
    }
}

extension Span {
    /// Returns the range in a string, or nil when the string is too short: spans count Unicode scalars, so
    /// that they mean the same in every language.
    public func range(in text: String) -> Range<String.Index>? {
        let scalars = text.unicodeScalars
        guard start >= 0, end >= start,
            let lower = scalars.index(scalars.startIndex, offsetBy: start, limitedBy: scalars.endIndex),
            let upper = scalars.index(lower, offsetBy: end - start, limitedBy: scalars.endIndex)
        else { return nil }
        return lower..<upper
    }

    /// Makes the span of a range in a string.
    public init(_ range: Range<String.Index>, in text: String) {
        let scalars = text.unicodeScalars
        let start = scalars.distance(from: scalars.startIndex, to: range.lowerBound)
        self.init(start: start, end: start + scalars.distance(from: range.lowerBound, to: range.upperBound))
    }
}

extension String {
    /// The part of the string that a span means, or nil when the string is too short.
    public subscript(span: Span) -> Substring? {
        span.range(in: self).map { self[$0] }
    }
}
