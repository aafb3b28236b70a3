use async_graphql::parser::parse_query;
use serde_json::json;

use super::super::schema::schema;
use super::*;

/// Weighs a query, and returns how many routes it asks, or the code and the words of the refusal.
fn weighed(query: &str, variables: Value) -> Result<usize, String> {
    let document = parse_query(query).unwrap();
    let variables = variables.as_object().unwrap().clone();
    weigh(schema().unwrap(), &document, &variables).map_err(|error| {
        let code = error.extensions.unwrap().get("code").unwrap().to_string();
        format!("{code} {}", error.message)
    })
}

fn cost(query: &str, variables: Value) -> u64 {
    let document = parse_query(query).unwrap();
    let variables = variables.as_object().unwrap().clone();
    let known = schema().unwrap();
    let operation = document.operations.iter().next().unwrap().1;
    let mut walk = Walk {
        known,
        document: &document,
        variables: &variables,
        definitions: HashMap::new(),
        steps: 0,
        roots: 0,
        spread: Vec::new(),
    };
    walk.definitions = definitions(&operation.node);
    walk.set(&operation.node.selection_set, START).unwrap()
}

#[test]
fn a_query_costs_its_fields_and_its_lists_as_long_as_they_are_asked_for() {
    let none = || json!({});
    assert_eq!(cost("{ me_get { role } }", none()), 2);
    // The field of the operation, `items`, and two fields of each.
    assert_eq!(cost("{ contacts_list { items { id name } } }", none()), 2 + 100 * 2, "as is usual");
    assert_eq!(cost("{ contacts_list(limit: 7) { items { id name } } }", none()), 2 + 7 * 2);
    let by_variable = "query($n: Int = 3) { contacts_list(limit: $n) { items { id } } }";
    assert_eq!(cost(by_variable, none()), 2 + 3, "the variable's own default");
    assert_eq!(cost(by_variable, json!({ "n": 9 })), 2 + 9);
    // A list of the thing itself, and one within the things of another.
    assert_eq!(cost("{ documents_get(id: \"x\") { notes { page } } }", none()), 2 + 50);
    assert_eq!(
        cost("{ documents_list(limit: 2) { items { notes { page } } } }", none()),
        2 + 2 * (1 + 5),
        "a list in a list"
    );
    let fragment = "{ me_get { ...F } } fragment F on Me { role ... on Me { role } }";
    assert_eq!(cost(fragment, none()), 3);
}

#[test]
fn what_is_too_deep_too_dear_or_endless_is_refused() {
    let deep = |fields: usize| format!("{}a{}", "{ a ".repeat(fields - 1) + "{ ", " }".repeat(fields));
    assert_eq!(weighed(&deep(12), json!({})), Ok(1));
    assert!(weighed(&deep(13), json!({})).unwrap_err().contains("limit_exceeded"));
    let dear = weighed("{ contacts_list(limit: 6000) { items { id } } }", json!({})).unwrap_err();
    assert!(dear.contains("costs 6002, and may cost 5000"), "{dear}");
    let huge = format!("{{ contacts_list(limit: {}) {{ items {{ id }} }} }}", u64::MAX);
    assert!(weighed(&huge, json!({})).is_err());
    let roots = |count: usize| {
        let fields: Vec<String> = (0..count).map(|number| format!("a{number}: me_get {{ role }}")).collect();
        format!("{{ {} }}", fields.join(" "))
    };
    assert_eq!(weighed(&roots(10), json!({})), Ok(10));
    assert!(weighed(&roots(11), json!({})).unwrap_err().contains("asks 11 operations"));
    let cycle = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
    assert!(weighed(cycle, json!({})).unwrap_err().contains("`A` holds itself"));
    // Each fragment twice the one after it: two to the 25th selections.
    let mut doubling = "{ ...F0 }".to_owned();
    for number in 0..25 {
        doubling += &format!(" fragment F{number} on Query {{ ...F{0} ...F{0} }}", number + 1);
    }
    doubling += " fragment F25 on Query { __typename }";
    assert!(weighed(&doubling, json!({})).unwrap_err().contains("more than 5000 fields"));
    let chain = (0..40).fold("{ ...F0 }".to_owned(), |chain, number| {
        chain + &format!(" fragment F{number} on Query {{ ...F{} }}", number + 1)
    });
    assert!(weighed(&chain, json!({})).unwrap_err().contains("selections may lie in 32"));
}

#[test]
fn a_fragment_that_no_operation_uses_is_weighed_too() {
    let wide = format!("fragment F on Me {{ {} }}", "role ".repeat(500));
    let many = format!("fragment G on Query {{ {} }}", "me_get { ...F } ".repeat(500));
    let refused = weighed(&format!("{{ me_get {{ role }} }} {wide} {many}"), json!({})).unwrap_err();
    assert!(refused.contains("more than 5000 fields"), "{refused}");
}

#[test]
fn every_operation_of_a_document_is_weighed() {
    let query = "query A { me_get { role } } query B { contacts_list(limit: 6000) { items { id } } }";
    assert!(weighed(query, json!({})).is_err());
}

#[test]
fn the_schema_may_be_asked_for_but_not_over_and_over() {
    let once = "{ __schema { types { name fields { name type { name } } } } }";
    assert_eq!(weighed(once, json!({})), Ok(1));
    let over = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }";
    assert!(weighed(over, json!({})).unwrap_err().contains("about the schema"));
}
