//! Hostile bytes, and streams that come in any pieces.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::answer::hear_bytes;
use super::*;
use crate::models::{Finish, Usage};

/// Reading the certificates of the machine takes longer than a test.
static LINE: LazyLock<Line> = LazyLock::new(Line::nowhere);

const CHAT: &str = "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Grüße\"}}]}\n\n\
    : still there\n\n\
    data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"a\\\"\"}}]}}]}\r\n\r\n\
    data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}}]}\n\n\
    data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n\
    data: {\"choices\":[],\ndata: \"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5}}\n\n\
    data: [DONE]\n\n";

const RESPONSES: &str = "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"Grüße\"}\n\n\
    data: {\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"look\"}}\n\n\
    data: {\"type\":\"response.function_call_arguments.delta\",\"output_index\":1,\"delta\":\"{\\\"a\\\":1}\"}\n\n\
    data: {\"type\":\"response.completed\",\"response\":{\"model\":\"m\",\"status\":\"completed\",\"output\":[],\
\"usage\":{\"input_tokens\":9,\"output_tokens\":5}}}\n\n";

const ANTHROPIC: &str = "data: {\"type\":\"message_start\",\"message\":{\"model\":\"m\",\"usage\":{\"input_tokens\":9}}}\n\n\
    data: {\"type\":\"ping\"}\n\n\
    data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n\
    data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüße\"}}\n\n\
    data: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"look\",\"input\":{}}}\n\n\
    data: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":1}\"}}\n\n\
    data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":5}}\n\n\
    data: {\"type\":\"message_stop\"}\n\n";

fn wires() -> [(Box<dyn Wire>, &'static str); 3] {
    [
        (Box::new(OpenaiChat::at("")), CHAT),
        (Box::new(OpenaiResponses), RESPONSES),
        (Box::new(AnthropicMessages), ANTHROPIC),
    ]
}

fn draft() -> Unfinished {
    let second = Duration::from_secs(1);
    Unfinished::new(Bounds { content: 64 << 10, calls: 16, first: second, between: second }, None, None)
}

fn hear(pieces: Vec<Vec<u8>>, wire: &dyn Wire) -> Result<ModelReply> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let mut draft = draft();
        let spoken = hear_bytes(&LINE, pieces, wire, &mut draft).await?;
        Ok(calls::settle(draft, spoken, &ModelRequest::ask("?"), "asked"))
    })
}

fn expected() -> ModelReply {
    let call = crate::models::RequestedCall {
        id: "c1".to_owned(),
        tool: "look".to_owned(),
        arguments: "{\"a\":1}".to_owned(),
    };
    ModelReply {
        text: "Grüße".to_owned(),
        calls: vec![call],
        finish: Finish::ToolCalls,
        usage: Some(Usage { input: 9, output: 5, ..Usage::default() }),
        model: "m".to_owned(),
    }
}

#[test]
fn a_stream_reads_the_same_byte_by_byte() {
    for (wire, stream) in wires() {
        let pieces = stream.bytes().map(|byte| vec![byte]).collect();
        assert_eq!(hear(pieces, wire.as_ref()).unwrap(), expected(), "{wire:?}");
    }
}

#[test]
fn a_stream_that_is_cut_anywhere_is_an_error_or_complete() {
    for (wire, stream) in wires() {
        for end in 0..stream.len() {
            match hear(vec![stream.as_bytes()[..end].to_vec()], wire.as_ref()) {
                Ok(reply) => {
                    let whole = ModelReply { usage: expected().usage, ..reply };
                    assert_eq!(whole, expected(), "{wire:?} cut at {end}");
                }
                Err(error) => {
                    assert_eq!(error.kind(), crate::ErrorKind::Unavailable, "{wire:?} cut at {end}")
                }
            }
        }
    }
}

#[test]
fn calls_without_an_index_or_with_the_same_are_told_apart_by_their_ids() {
    let call = |index: &str, id: &str| {
        format!(
            "data: {{\"choices\":[{{\"delta\":{{\"tool_calls\":[{{{index}\"id\":\"{id}\",\"function\":\
             {{\"name\":\"look\",\"arguments\":\"{{}}\"}}}}]}}}}]}}\n\n"
        )
    };
    for index in ["", "\"index\":0,"] {
        let stream = format!("{}{}data: [DONE]\n\n", call(index, "a"), call(index, "b"));
        let reply = hear(vec![stream.into_bytes()], &OpenaiChat::at("")).unwrap();
        let ids: Vec<&str> = reply.calls.iter().map(|call| call.id.as_str()).collect();
        assert_eq!((ids, reply.finish), (vec!["a", "b"], Finish::ToolCalls));
    }
}

#[test]
fn ids_that_were_there_before_are_made_anew() {
    let mut request = ModelRequest::ask("?");
    let known = expected().calls;
    request.messages.push(crate::models::ModelMessage::Assistant { text: String::new(), calls: known });
    let mut draft = draft();
    for id in [Some("c1"), None, Some("c9"), Some("c9")] {
        draft.call(Some(draft.calls.len() as u64), id, Some("look"), " ").unwrap();
    }
    let reply = calls::settle(draft, Spoken::default(), &request, "asked");
    let ids: Vec<&str> = reply.calls.iter().map(|call| call.id.as_str()).collect();
    assert_eq!(ids, ["call_2_0", "call_2_1", "c9", "call_2_3"]);
    assert!(reply.calls.iter().all(|call| call.arguments == "{}"));
}

#[test]
fn too_many_calls_and_too_much_text_end_with_limit_exceeded() {
    let mut many = draft();
    let error = (0..99).find_map(|index| many.call(Some(index), None, Some("look"), "").err()).unwrap();
    assert_eq!((error.kind(), many.calls.len()), (crate::ErrorKind::LimitExceeded, 16));
    let mut long = draft();
    let error = (0..99).find_map(|_| long.say(&"x".repeat(1_000)).err()).unwrap();
    assert_eq!(error.kind(), crate::ErrorKind::LimitExceeded);
    assert!(long.text.len() <= 64 << 10);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for (wire, _) in wires() {
            let _ = hear(vec![bytes.clone()], wire.as_ref());
            let _ = wire.read(&bytes, &mut draft());
        }
    }

    #[test]
    fn a_stream_with_damage_never_panics(at in 0usize..1_200, byte in any::<u8>(), split in 0usize..1_200) {
        for (wire, stream) in wires() {
            let mut bytes = stream.as_bytes().to_vec();
            let (at, split) = (at % bytes.len(), split % bytes.len());
            bytes[at] = byte;
            let rest = bytes.split_off(split);
            let _ = hear(vec![bytes, rest], wire.as_ref());
        }
    }

    #[test]
    fn json_of_any_form_never_panics(text in "[\\{\\}\\[\\]:,\"a-z0-9]{0,60}", kind in 0usize..6) {
        let kinds = ["choices", "output", "content", "usage", "error", "delta"];
        let body = format!("{{\"type\":\"error\",\"{}\":{text}}}", kinds[kind]);
        for (wire, _) in wires() {
            let _ = wire.read(body.as_bytes(), &mut draft());
            let _ = hear(vec![format!("data: {body}\n\n").into_bytes()], wire.as_ref());
        }
    }
}
