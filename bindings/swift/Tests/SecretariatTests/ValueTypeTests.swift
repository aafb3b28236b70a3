import XCTest

@testable import Secretariat

/// The types that Swift has of its own: dates, decimals, spans.
final class ValueTypeTests: XCTestCase {
    func testSpansMeetStringsOfAnyScript() throws {
        let text = "👩‍👩‍👧 naïve e\u{0301} שלום עולם مرحبا 🇩🇪 EUR 1,200.50 بحلول 3 May 2027"
        let found = try values(text)
        XCTAssert(found.contains { $0.text == "EUR 1,200.50" }, "\(found)")
        for value in found {
            let range = try XCTUnwrap(value.span.range(in: text))
            XCTAssertEqual(String(text[range]), value.text)
            XCTAssertEqual(text[value.span].map(String.init), value.text)
            XCTAssertEqual(Span(range, in: text), value.span)
        }
        for span in [Span(start: 0, end: 10_000), Span(start: -1, end: 2), Span(start: 5, end: 2)] {
            XCTAssertNil(span.range(in: text))
        }
        XCTAssertEqual("x"[Span(start: 1, end: 1)], "")
    }

    func testCivilDatesReadAndWriteThemselves() throws {
        for text in ["2027-03-31", "0001-01-01", "9999-12-31", "2024-02-29", "-000044-03-15"] {
            XCTAssertEqual(CivilDate(text)?.description, text)
        }
        for text in ["2027-02-29", "2027-13-01", "2027-00-10", "27-01-01", "2027-1-1", "2027-01-01x", "", "٢٠٢٧-٠١-٠١"] {
            XCTAssertNil(CivilDate(text), text)
        }
        for text in ["09:30:00", "23:59:59.5", "00:00:00.000000001"] {
            XCTAssertEqual(CivilTime(text)?.description, text)
        }
        XCTAssertEqual(CivilTime("09:30")?.description, "09:30:00")
        for text in ["24:00:00", "9:30", "09:60:00", "09:30:00.", "09:30:00.x", "", ":"] {
            XCTAssertNil(CivilTime(text), text)
        }
        let moment = try XCTUnwrap(CivilDateTime("2027-03-31T09:30:00"))
        XCTAssertEqual(moment.description, "2027-03-31T09:30:00")
        XCTAssertEqual(moment.components.year, 2027)
        XCTAssertLessThan(moment.date, try XCTUnwrap(CivilDate(year: 2027, month: 4, day: 1)))
        XCTAssertEqual(CivilDate(Date(timeIntervalSince1970: 0), in: .gmt)?.description, "1970-01-01")
    }

    func testMomentsKeepTheirFraction() throws {
        let texts = [
            "2026-03-02T09:00:00Z", "2026-03-02T09:00:00.123Z", "1969-12-31T23:59:59.999999Z", "1601-01-01T00:00:00Z",
        ]
        for text in texts {
            let message = Message(json: "\"\(text)\"", buffers: [])
            let moment = try message.decode(WireTime.self)
            XCTAssertEqual(try Message(moment).json, message.json)
        }
        XCTAssertEqual(WireTime("2026-03-02T09:00:00Z")?.value, Date(timeIntervalSince1970: 1_772_442_000))
        XCTAssertNil(WireTime("2026-03-02T09:00:00"))
    }

    func testDecimalsKeepTheirDigits() throws {
        let found = try values("EUR 10.50").first?.readings.first
        guard case .amount(let amount) = found else { return XCTFail("\(found as Any)") }
        XCTAssertEqual(amount.number.value, Decimal(string: "10.5"))
        XCTAssertEqual(ExactDecimal("-1234.50")?.description, "-1234.50")
        XCTAssertEqual(ExactDecimal(Decimal(5)), 5)
        for text in ["", "-", ".", "1.", ".5", "1.2.3", "1e5", "--1", "NaN", "1,5"] {
            XCTAssertNil(ExactDecimal(text), text)
        }
    }

    func testOwnJSONOfAnApplicationHoldsOurValues() throws {
        let source = Source.data(Data([1, 2, 255]), name: "a.bin", order: 3)
        XCTAssertEqual(try JSONDecoder().decode(Source.self, from: JSONEncoder().encode(source)), source)
        let query = SearchQuery(text: "rent", scope: .group("flats"), filters: .init(since: 20_000))
        XCTAssertEqual(try JSONDecoder().decode(SearchQuery.self, from: JSONEncoder().encode(query)), query)
        XCTAssertEqual(try JSONDecoder().decode(SearchQuery.self, from: Data("{}".utf8)), SearchQuery())
    }

    func testValuesAreCompared() throws {
        let german = try XCTUnwrap(values("1.200,50 €", options: .init(language: .de)).first)
        let english = try XCTUnwrap(values("EUR 1,200.50").first)
        XCTAssert(try german.equals(english))
        let report = try check("Pay EUR 6.", sources: [CheckSource(name: "a", text: "EUR 5")])
        XCTAssertFalse(try report.isSupported())
    }
}
