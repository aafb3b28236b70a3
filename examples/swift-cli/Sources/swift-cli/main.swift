// Adds files, prints their deadlines with the place where each is written, and answers a question.

import Foundation
import Secretariat

struct Options {
    var folder: String?
    var question: String?
    var files: [String] = []

    init(_ arguments: some Sequence<String>) {
        var arguments = arguments.makeIterator()
        while let argument = arguments.next() {
            switch argument {
            case "--office": folder = arguments.next()
            case "--question": question = arguments.next()
            default: files.append(argument)
            }
        }
    }
}

func run(_ options: Options) async throws {
    let office = try await Office.open(options.folder)
    let job = try await office.documents.submit(options.files.map { .file($0) })
    for try await event in job {
        if case .failed(let failure) = event.step { print(failure.message) }
    }
    for outcome in try await job.wait() {
        guard let document = outcome.document else { continue }
        print("\(document.name): \(document.brief.title)")
        for deadline in document.brief.deadlines {
            print("  \(deadline.due)  \(deadline.title)  (\(deadline.evidence.place))")
        }
    }
    if let question = options.question {
        let answer = try await office.documents.ask(question)
        print(answer.text)
        for evidence in answer.evidence { print("  \"\(evidence.quote)\" (\(evidence.place))") }
    }
    try await office.close()
}

let options = Options(CommandLine.arguments.dropFirst())
if options.files.isEmpty && options.question == nil {
    print("usage: swift-cli [--office FOLDER] [--question TEXT] FILE…")
    exit(64)
}
do {
    try await run(options)
} catch let error as SecretariatError {
    FileHandle.standardError.write(Data("\(error.message)\n".utf8))
    exit(error.isRetryable ? 75 : 1)
}
