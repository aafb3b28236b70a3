import Foundation
import ImageIO
import Secretariat
import Vision

/// The system's text recognition in the part of the office's OCR engine: on the device, without a key.
struct VisionOCR: OCR {
    func recognise(_ image: Data, dpi: Int?, languages: [String]) async throws -> [OCRPage] {
        guard let source = CGImageSourceCreateWithData(image as CFData, nil) else {
            throw SecretariatError.corrupt("this is no picture")
        }
        return try (0..<CGImageSourceGetCount(source)).map { index in
            guard let picture = CGImageSourceCreateImageAtIndex(source, index, nil) else {
                throw SecretariatError.corrupt("picture \(index + 1) cannot be read")
            }
            return try page(picture, languages: languages)
        }
    }

    private func page(_ picture: CGImage, languages: [String]) throws -> OCRPage {
        let request = VNRecognizeTextRequest()
        request.recognitionLevel = .accurate
        request.recognitionLanguages = languages
        request.automaticallyDetectsLanguage = languages.isEmpty
        try VNImageRequestHandler(cgImage: picture).perform([request])
        let (width, height) = (Double(picture.width), Double(picture.height))
        var words: [OCRWord] = []
        for (line, observation) in (request.results ?? []).enumerated() {
            guard let candidate = observation.topCandidates(1).first else { continue }
            for word in candidate.string.split(separator: " ") {
                guard let box = try candidate.boundingBox(for: word.startIndex..<word.endIndex)?.boundingBox else {
                    continue
                }
                // Vision counts from the lower left corner, and in parts of the picture.
                let area = Area(
                    left: box.minX * width, top: (1 - box.maxY) * height, width: box.width * width,
                    height: box.height * height)
                words.append(
                    OCRWord(
                        text: String(word), area: area, confidence: Double(candidate.confidence), paragraph: 0,
                        line: line))
            }
        }
        return OCRPage(width: picture.width, height: picture.height, language: languages.first, words: words)
    }
}
