import SwiftUI

@main
struct OfficeApp: App {
    @State private var model: OfficeModel?
    @State private var problem: String?

    var body: some Scene {
        WindowGroup {
            if let model {
                OfficeView(model: model)
            } else if let problem {
                ContentUnavailableView("The office cannot be opened", systemImage: "lock", description: Text(problem))
            } else {
                ProgressView().task {
                    do {
                        model = try await OfficeModel.open()
                    } catch {
                        problem = error.localizedDescription
                    }
                }
            }
        }
    }
}
