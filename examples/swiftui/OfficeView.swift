import Secretariat
import SwiftUI

/// Files are dropped on the left; questions are asked and answered on the right.
struct OfficeView: View {
    @Bindable var model: OfficeModel
    @State private var question = ""

    var body: some View {
        NavigationSplitView {
            List(model.documents) { document in
                DocumentRow(document: document)
            }
            .overlay {
                if model.documents.isEmpty {
                    ContentUnavailableView("Drop files here", systemImage: "tray.and.arrow.down")
                }
            }
            .dropDestination(for: URL.self) { urls, _ in
                Task { await model.add(urls) }
                return true
            }
            .safeAreaInset(edge: .bottom) {
                if let name = model.progress { ProgressView(name).padding() }
            }
        } detail: {
            List(model.exchanges) { exchange in
                AnswerRow(exchange: exchange)
            }
            .safeAreaInset(edge: .bottom) {
                TextField("Ask your documents", text: $question)
                    .textFieldStyle(.roundedBorder)
                    .padding()
                    .onSubmit(ask)
            }
        }
        .alert(
            "This did not work", isPresented: .init(get: { model.problem != nil }, set: { _ in model.problem = nil })
        ) {
        } message: {
            Text(model.problem ?? "")
        }
    }

    private func ask() {
        let asked = question
        question = ""
        Task { await model.ask(asked) }
    }
}

private struct DocumentRow: View {
    let document: Document

    var body: some View {
        VStack(alignment: .leading) {
            Text(document.name).font(.headline)
            ForEach(document.brief.deadlines, id: \.self) { deadline in
                Text("\(deadline.due.description) \(deadline.title)").font(.caption)
            }
        }
    }
}

private struct AnswerRow: View {
    let exchange: OfficeModel.Exchange

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(exchange.question).font(.caption).foregroundStyle(.secondary)
            Text(exchange.answer.text)
            ForEach(exchange.answer.evidence, id: \.self) { evidence in
                Text("“\(evidence.quote)” (\(evidence.place.description))").font(.caption).italic()
            }
        }
    }
}
