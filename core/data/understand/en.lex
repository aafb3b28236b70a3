# English. Sections hold regular expressions, one per line; see understand/lexicon.rs.
[stopword]
the|and|of|to|is|are|you|your|we|our|for|with|that|this|have|will|be|on|it|in|not|please|from|by|at|has|was

[words:months]
january jan
february feb
march mar
april apr
may
june jun
july jul
august aug
september sept sep
october oct
november nov
december dec

[words:weekdays]
monday mon
tuesday tues tue
wednesday weds wed
thursday thurs thur thu
friday fri
saturday sat
sunday sun

[words:ordinals]
first
second
third
fourth
fifth
sixth
seventh
eighth
ninth
tenth
eleventh
twelfth
thirteenth
fourteenth
fifteenth
sixteenth
seventeenth
eighteenth
nineteenth
twentieth
twenty-first
twenty-second
twenty-third
twenty-fourth
twenty-fifth
twenty-sixth
twenty-seventh
twenty-eighth
twenty-ninth
thirtieth
thirty-first

[words:numbers]
0 zero
1 one a an
2 two
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten
11 eleven
12 twelve
14 fourteen
13 thirteen
15 fifteen
16 sixteen
18 eighteen
20 twenty
25 twenty-five
36 thirty-six
40 forty
42 forty-two
48 forty-eight
21 twenty-one
24 twenty-four
28 twenty-eight
30 thirty
45 forty-five
50 fifty
60 sixty
75 seventy-five
90 ninety
100 hundred one-hundred
180 one-hundred-and-eighty
120 one-hundred-and-twenty

[words:units]
day day days
week week weeks
month month months
quarter quarter quarters
year year years
fortnight fortnight

[period_adjective]
(?:calendar|consecutive|full|clear|complete|further|more)
[business]
(?:business|working|banking) $

[relative_day]
(?P<d1>tomorrow)|(?P<d2>the day after tomorrow)|(?P<d0>today|tonight|end of (?:the )?day|EOD|close of business|COB)
[next]
(?:next|following)
[this]
(?:this|coming)
[weekday_week_this]
(?:of )?this week
[weekday_week_next]
(?:of )?next week|week after
[end_of]
(?:the )?(?:end|close|last day)(?: of)?(?: the)?(?: month of)?
[middle_of]
(?:the )?(?:middle of|mid)(?: the)?
[last_day_of]
[^\s\S]
[this_month]
\s(?:of|in) (?:(?P<month_this>this|the current|the present|the running)|(?P<month_next>next|the (?:following|coming|next))) month|(?P<month_inst>\sinst\b\.?)
[end_unit]
(?P<week>week)|(?P<month>month)|(?P<quarter>quarter)|(?P<year>year)
[end_word]
(?P<month>month[- ]end)|(?P<year>year[- ]end)|(?P<quarter>quarter[- ]end)
[calendar_week]
(?:week|CW|wk)

[history_header]
^(?:On .{6,120}|.{3,80}) wrote:\s*$
^-{2,}\s?original message
^from:.*sent:
^from: .+
^begin forwarded message
[closing]
^(?:kind|best|warm|warmest|many|with best|with kind|with warm|with kindest|kindest)?\s?(?:regards|wishes|thanks)\b.{0,20}$
^yours (?:sincerely|faithfully|truly)
^(?:sincerely|cheers|warmly|respectfully|best|all the best|love|take care|see you|talk soon|thanks),?$
[closing_not]
\b(?:for (?:\S*\d|the|your|our|a|an|this|that|all|coming|letting|sending|taking|being|having|getting)|to (?:you|all|everyone|them)\b)
[postscript]
^(?:p\.? ?s\.?|ps|n\.?b\.?)[ :.\-]
[automatic]
automatic reply|auto-?reply|out of (?:the )?office|autoresponder|i am (?:currently )?(?:away|on leave|out of)|on (?:annual|parental|maternity) leave|i'm (?:out of|away|on leave)|your (?:e-?mail|message) will not be forwarded
[newsletter]
unsubscribe|you (?:are )?receiv(?:e|ing) this (?:e-?mail|newsletter|message)? ?because|manage (?:your )?(?:preferences|subscription)|view (?:this (?:e-?mail )?)?in (?:your )?browser|newsletter|opt out
[newsletter_name]
newsletter
[other_date]
(?:ship(?:ping)?|delivery|due|order|service|expiry|start|end|arrival|departure|event|value|birth|return) date
[mass_greeting]
^(?:dear (?:all|members|subscribers?|readers?|friends|customers?|alumni)|hey there|hi there|hello everyone)
[letter_greeting]
^(?:dear|hello|hi|hiya|good (?:morning|afternoon|evening)|morning|evening|greetings|hey|to whom it may concern)\b
[no_action]
no (?:papers|paperwork|preparation|prep|documents|forms|action|reply) (?:is |are )?(?:required|needed|necessary)|(?:don't|do not|no need to) (?:go to the (?:bother|trouble)|bother|worry about|trouble (?:to|yourself)|feel obliged)|nothing (?:that )?you (?:have|need) to do|nothing (?:is |to )?(?:outstanding|owed|bring|prepare)|no balance is|nothing for you to
no (?:further )?action (?:is )?(?:needed|required|necessary)|no need to (?:answer|reply|respond|do anything)|nothing (?:further|more|else)? ?(?:is )?(?:required|needed|to do)|you (?:do not|don't) (?:need|have) to (?:do|reply|answer|respond)|for (?:your )?information only|no (?:reply|response|answer) (?:is )?(?:needed|required|necessary|expected)|everything else is settled|does not require|need not (?:do|reply|answer|respond)|please ignore|no longer (?:needed|required|necessary)

[negated_duty]
(?:nobody|no one|none of you) (?:needs|has|need|have) to\b|please (?:do not|don't) (?:feel|think|trouble|worry|bother)\b
nothing (?:\w+ )?(?:needs|has|remains|is) (?:left )?(?:to be done|doing|for you to|for us to)\b|nothing (?:that )?(?:you|we) (?:need|have) to\b|there(?: is|'s) nothing (?:\w+ )?(?:for you|for us|to do)\b
no (?:further |other )?(?:steps?|measures?|response|follow-?up|payment|input|signature|contribution|intervention|involvement) (?:\w+ ){0,3}(?:needed|required|necessary|called for|due)\b
(?:requires?|needs?|wants?) (?:nothing|no \w+) (?:\w+ )?(?:of|from) (?:you|us|your side)\b|(?:no|without any) (?:need|call|cause) for you to\b
you (?:needn't|need not|don't need to|do not need to|don't have to|do not have to|won't have to|will not have to)\b|(?:has|have) (?:now |since )?(?:resolved|sorted|settled) (?:itself|themselves)\b

[past]
(?:was|were|had been|has been|have been) (?:\w+ ){0,2}(?:carried out|posted|sent|paid|completed|resolved|finished|held|signed|received|delivered|closed|settled|refunded|returned|repaid|issued|due|filed|approved|done|fixed|introduced|retired|booked|extended|renewed|cancelled)
last (?:year|month|week|winter|summer|spring|autumn|service)
previously
back in (?:\d|(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|the (?:day|early|late|spring|summer|autumn|winter|\d)))
took place|ended on|opened on|began on|started on
as (?:agreed|discussed|promised) (?:on|in) 
(?:paid|sent|received|settled|completed|issued|signed|returned|posted|attended|met|visited|filed) (?:\w+ ){0,4}on
[example]
for example|e\.g\.|for instance|example:|^example\b|hypothetical|suppose
[statute]
(?:\bact|regulations?|directive|statute|code|treaty|convention|ordinance|order) (?:of |19|20|\()|royal assent|as amended|came into force|in force since|GDPR
[birth]
born|date of birth|DOB|d\.o\.b
[historic]
since|founded|established|est\.|incorporated in|adopted on|built in|revision of|printed in|last updated|page updated|version of|dated
[absence]
(?:office|shop|store|we|i|away|closed|leave|holiday|vacation)\b.{0,30}\b(?:closed|away|out|until|back|absent|leave|holiday)\b|opening hours|office hours
[boilerplate]
registered in|company (?:no|number)|registered office|vat (?:no|number|reg)|this e-?mail (?:and|is|may|contains)|confidential(?:ity)? (?:notice|information)|intended recipient|think before you print|consider the environment|authorised and regulated|nothing in this e-?mail|terms (?:and conditions )?apply|privacy policy|all rights reserved|unsubscribe|do not reply to this|automatically generated|if you have received this|in error
[courtesy]
do(?:n't| not) hesitate|feel free|please (?:find|see|note|be aware|be advised|accept|remember me|give my|excuse|forgive|bear with|enjoy|join me in|don't worry|refer to|visit|click|read)|let (?:me|us) know if (?:you (?:have|need)|there (?:is|are)|anything|i can|we can|that helps)|if you have any (?:questions|queries)|any questions|should you (?:have|require|need|wish|prefer)|for (?:any|further|more) (?:questions|queries|information|anything urgent)|anything urgent|in urgent cases|how are you|hope you(?:'re| are)|hope (?:this|all)|quot(?:e|ing) (?:the|your|our|this|invoice|reference)|thank you for|thanks for|can you believe|would you believe|looking forward|please contact|call us (?:any|if)|get in touch if|ask (?:mrs|mr|ms|us)|what can i say|you can (?:unsubscribe|find)|please (?:state|use|include|indicate|mention) (?:the|your|our|this) (?:invoice|reference|customer|order|payment)|keep (?:this|it) for your records|retain (?:this|for)|see (?:above|below|attached)

[request]
please
kindly
(?:could|can|would|will) you(?: \w+)? (?:let|send|tell|confirm|give|provide|check|look|return|sign|forward|arrange|share|make|take|call|ring|book|pay|settle|review|advise|clarify|email|e-mail|reply|submit|complete|fill|update|prepare|bring|organise|organize|get|ask|put|pass|help|schedule|draft|approve|resend|quote|propose|suggest|pick|drop|move|add|remove|change|order|find|explain|come)
could (?:someone|somebody|one of you|anyone)
(?:you|all (?:members|staff|employees|tenants|participants)|members|participants|tenants|applicants|suppliers|authors|owners) (?:are|is) (?:kindly )?(?:asked|requested|required|invited|obliged|instructed|reminded) to
(?:we|i)(?:'d| would| should)? (?:kindly )?(?:ask|request|urge|invite) (?:you|that)
(?:we|i)(?:'d| would| will| shall|'ll)? (?:still |also |only |just |urgently |then |now )*(?:need|require|want|expect|await|like) (?:to (?:have|receive|get|see) )?(?:from you|your|you to|the|an?|all|both|confirmation|to (?:have|receive|get) |(?:\w+ ){1,4}from you)
(?:we|i)(?:'d| would) (?:be|also be|really be) (?:very |most )?(?:grateful|glad|happy|pleased|obliged|thankful) (?:if|for)
(?:we|i)(?:'d| would| should) (?:really |much |greatly |also )?appreciate
it would be (?:great|good|helpful|lovely|nice|useful|very helpful|appreciated)
if you could (?:also |just |please )?(?:send|let|share|return|confirm|get|give|bring|forward|sign|provide|check|have|pass|drop|email|take|review|add)
(?:would|do) you mind
(?:make|be) sure (?:that|to|the|you|your|it|all)
(?:remember|don't forget|do not forget|be sure) to
you (?:must|need to|have to|should|will need to|are to|ought to)
(?:must|has to|have to|needs? to|should|is to|are to|ought to) (?:be (?:submitted|returned|received|signed|lodged|filed|provided|made|paid|completed|sent|supplied|delivered|with us|registered|filled|renewed|given|notified|vacated|produced|uploaded)|reach|arrive)
rsvp
(?:your|a) (?:quick |brief |short |prompt |early |timely |written )?(?:reply|response|answer|confirmation|feedback|comments|yes or no) .{0,40}(?:by|before|no later|would|is|within)
(?:awaiting|await|waiting for) (?:your|the)
(?:is|are) (?:still )?(?:missing|outstanding|overdue)
(?:looking|look) to you (?:for|to)
[firm_request]
(?:someone|somebody|one of (?:you|us|your (?:staff|people|team))|a member of (?:your )?staff|one person|a person|anyone|an adult)\b(?: \w+){0,8} (?:has to|have to|must|needs? to|should|will have to|is to|ought to|had better) (?:be|come|let|open|meet|wait|stand|stay)\b|(?:is|to be) (?:there|present|on site|in) to (?:admit|let|meet|receive|open)\b
(?:has|have|needs?|want|wants) to have (?:gone|vanished|left|arrived|reached|been \w+)\b|ought to (?:go|come|be sent|be given|be returned) (?:back )?to\b|(?:should|would) be (?:much |very |most |ever so )?(?:obliged|grateful) (?:for|if|to have)\b|(?:might|may|could) i trouble you\b|(?:do us|do me) (?:a|the) favour and\b
(?:must|has to|have to|needs? to|is to|are to) be (?:\w+ly )?(?:put up|displayed|posted up|cleared|emptied|removed|moved|taken (?:down|away|off|out)|off|out of|clear of|repaired|replaced|made good|brought up to date|corrected|amended|kept|carried out|drawn up|shown|checked|tested|serviced|labelled|marked|locked|switched off|unlocked|opened|set aside|in place|present|accompanied|countersigned|signed|lodged|filed|handed|brought|completed|filled in)\b
(?:we|i) (?:are |am )?(?:still )?(?:lack|lacking|missing|without|short of|waiting (?:for|on)|do not (?:yet |seem to )?have|don't (?:yet |seem to )?have|have not (?:yet )?(?:had|received|seen)|haven't (?:yet )?(?:had|received|seen)) (?:yet )?(?:your|a|the|any) (?:signed |completed |written |latest )?(?:form|certificate|copy|statement|confirmation|details|signature|list|reply|report|figures|documents?|papers?|schedule|plan|return|declaration|drawings?|order|address|number|photos?|receipts?)\b
would be (?:very |most |really |much |more than )?(?:welcome|appreciated)\b
(?:we|i)(?:'d| would| should) (?:be glad|be pleased|be happy|like|love) to (?:have|see|receive) (?:your|a|the|it|them)\b
would you (?:please |kindly |also |perhaps |then |just )?(?:have|take|go|look|speak|talk|think|see|sort|fix|hold|keep|leave|get|put|try|write|read|phone|drop|chase|remind|collect|fetch|run|cut|swap|copy|scan|post|mail|do|let|reserve|consider|allow)\b
(?:are|is) (?:also |therefore |hereby |further |kindly |now |still |again |each |both )*(?:asked|requested|required|invited|called upon|directed|instructed) to (?:furnish|supply|provide|hand|send|name|state|sign|return|submit|produce|complete|confirm|pay|remove|clear|arrange|nominate|forward|lodge|attach|enclose|give|let|inform|notify|report|make|show|bring|present)\b
(?:i|we) (?:therefore |now |still |simply |would |must |also )*(?:expect|require|demand|want|ask for|insist on|look for) (?:the |my |our |a |an |your )?[^.;?!]{3,80} (?:to be (?:credited|refunded|repaid|returned|paid|corrected|replaced|withdrawn|put right|removed|reinstated)|(?:put|paid|sent|given) back|back (?:on|to|in)\b)|what (?:i|we) (?:ask|want|need|require|expect) (?:of|from) you (?:is|are)\b|(?:we|i) (?:would|must|may|shall)? ?(?:further )?trouble you (?:to|for)\b|(?:must|have to) (?:\w+ )?ask (?:you )?that\b|seen? to it that\b|(?:be an angel|be a dear|be so (?:good|kind)|do me a favour|do us a favour)\b|(?:are|is) short (?:of )?(?:\w+ ){1,3}from you\b|from your (?:end|side) (?:too|as well|please)\b|if you could (?:\w+ )?(?:dig|find|leave|pop|put|drop|run|fetch|chase|bring|hand|post|email|ring|fill)\b|hoping you (?:might|could|would)\b|only you can \w+
(?:i|we) (?:\w+ )?(?:wish to see|expect to see|(?:wish|look|expect|want|need|require|ask) to (?:have|receive|be (?:sent|given|told|shown|paid)))\b|(?:i|we) should (?:want|need|be glad of|be glad to have)\b|\b(?:that|which) you (?:still |yet |now )?(?:have to|need to|must|owe|were to|are to) \w+|(?:we|i) (?:must|need to|have to) have (?:it|them|that|this|the \w+) back\b
[called_on]
^(?P<who>(?-i:\p{Lu})\p{L}+(?: and (?-i:\p{Lu})\p{L}+)?)(?:,| -|:) (?:please|pls|could you|can you|would you|will you|you to)\b
[agreed_that]
^(?:it (?:was|is) (?:left|agreed|decided|settled|understood) that|(?:agreed|decided|resolved|settled|action|outcome|result)(?: that|:| -)) 
[question_order]
^(?:also,? |and |so |oh,? |but |ps:? |btw,? )*(?:(?:did|do|does|is|are|was|were|have|has|had|should|shall|can|could) (?:we|you|i|they|he|she|it|there|the|your|our|my|that|this|anyone|anybody|somebody|someone)\b|how come|how (?:much|many|long|often|do|does|did|is|are)\b|when (?:is|are|do|does|did|will|can|was)\b|where (?:is|are|do|does|did|can|was)\b|who (?:is|has|will|does|did|was)\b|what (?:is|are|do|does|did|about|time|happens)\b|which (?:\w+ )?(?:is|are|do|does|one)\b|why (?:is|are|do|does|did)\b)
[imperative]
^(?:and |also |then |so |finally,? |just )?(?:send|return|confirm|provide|submit|sign|call|check|complete|fill|forward|reply|respond|let (?:me|us)|tell (?:me|us)|give (?:me|us)|get back to|bring|book|order|pay|settle|remit|transfer|arrange|prepare|update|review|schedule|contact|register|upload|print|collect|renew|cancel|ring|email|ask|remind|find|draft|write|make sure|ensure) 
[indirect_question]
not (?:been |at all |yet |quite |entirely )*(?:apparent|evident|obvious|clear|known|stated|recorded|plain)\b(?: \w+){0,6} (?:whether|if|which|who|what|how|why|when|on what)\b
(?:unable|not able|at a loss|at a loss how) to (?:\w+ ){0,2}(?:establish|determine|tell|say|see|work out|find|make out|gather|infer)\b
(?:enquire|inquire|inquired|enquired|ascertain|learn|find out|be told|hear) (?:from you )?(?:whether|if|how|what|which|who|by whom|by whose|when|where|why)\b|(?:asked|asks|told) (?:\w+ ){0,4}to (?:enquire|inquire|ask|ascertain|find out)\b
leaves? (?:us|me|him|her|them) (?:guessing|wondering|in the dark)|what (?:puzzles|bothers|escapes|beats|defeats) (?:me|us)|what (?:\w+ ){1,3}(?:leaves?|left) out (?:is|was)\b
(?:nobody|no one|none of us|neither of us|none of them)(?: \w+){0,6} (?:told|said|says|tells|heard|knows|gathered?|gather)\b[^.?!;]{0,40} (?:whether|if|which|who|what|how|why|when|where)\b|(?:could|can|did)(?: not|n't) (?:\w+ )?(?:gather|make out|find out|discover|learn|tell)\b
(?:have|has|had) no idea (?:whether|if|which|who|what|how|why|when|where)\b|(?:keeps?|kept) (?:on )?(?:at me|asking)\b[^.?!;]{0,40} (?:whether|if|which|who|what|how|why|when|where)\b|(?:i|we) (?:should|would)(?: \w+){0,3} (?:like|love|wish|be glad) to (?:know|learn|hear)\b
(?:hasn't|haven't|has not|have not|hadn't|had not|never|nobody has|no one has|yet to) (?:\w+ ){0,2}(?:heard?|told|said|say|learn(?:ed)?|find|found|seen?|hear)\b[^.?!;]{0,40} (?:whether|if|which|who|when|what|how|where|why)\b
(?:did not|didn't|does not|doesn't|do not|don't) (?:\w+ )?(?:say|state|mention|tell|show|specify) (?:\w+ )?(?:whether|if|which|who|when|what|how|where|why)\b
(?:leaves?|left) (?:it )?open,? (?:whether|if|which|who|when|what|how|where)\b
(?:what|the (?:one|only) \w+) (?:i|we) (?:still )?(?:can't|cannot|couldn't|could not|haven't|have not) (?:\w+ ){0,4}(?:find|found|see|seen|make out|work out)\b
(?:i|we)(?:'d| would| should)? (?:also |just |really |still )*(?:like|love|want|need) to (?:know|ask|understand|hear|find out) 
what (?:i|we)(?:'d| would) (?:\w+ )?(?:like|love|want) to know
(?:let|tell) (?:me|us) (?:know )?(?:by .{3,30} )?(?:if|whether|which|what|when|who|how|where|why)
(?:wonder(?:ing)?|curious|interested to know|not (?:quite |entirely )?(?:sure|clear)|unclear|unsure) (?:to (?:me|us) )?(?:if|whether|which|what|when|who|how|where|why)
(?:could|can) not (?:work|find|figure) out
(?:asks?|asked|asking|enquires|inquires|wants to know|would like to know) (?:us )?(?:if|whether|which|what|when|who|how|where|why)
(?:advise|confirm|indicate|specify|clarify) (?:if|whether|which|what|when|who|how|where)
(?:the|one|my|our|another|only|remaining|last|open) question (?:is|remains|remaining|left|would be)
(?:what|which|when|who|how) .{3,60} (?:is|are) not clear
(?:don't know|do not know|need to know|want to know|like to know|know|tell|say|clarify|understand|sure|clear|unclear|wonder(?:ing|ed)?|ask(?:ing)?|advise|indicate|idea|specify|explain|establish|confusing|confused|puzzled|remember)\b(?: \w+){0,4} (?:whether|which|how (?:much|many|long|soon|often)|who (?:is|will|should|can)|when (?:we|you|the|i|it|this)|where (?:we|you|the|i)|why (?:we|you|the|i|it|this)|what (?:we|you|the|time|happens|kind|size))\b
[directed_question]
(?:asked|put it to|wanted (?:to (?:know|hear|learn) )?(?:from )?|(?:was|were) (?:anxious|keen|curious) to (?:hear|know|learn) from|enquired of|inquired of|raised with|put to) (?:\w+ ){0,3}(?:whether|if|when|who|what|how|why|which|where)\b
[reported_answer]
(?:answered|replied|responded|said|confirmed|explained|assured|told|reported|promised|agreed|denied|pointed out|clarified)\b
[open_question]
(?:(?:was|is|has been) (?:left|still|kept) open|not (?:been |yet |quite )*(?:settled|resolved|decided|agreed|answered|sorted|worked out|cleared up)|up in the air|(?:nobody|no one) (?:has (?:yet )?(?:decided|settled|said|answered|found out|worked out)|could (?:say|tell|answer)|knows?|knew)|still (?:don't|do not|doesn't) know|never (?:settled|decided|agreed)|no (?:answer|word|agreement) (?:yet )?(?:on|as to|about)|undecided|anyone's guess)
(?:remains?|is|was|still|left) (?:unclear|open|undecided|unresolved|to be (?:decided|clarified|settled|agreed|confirmed))
^(?:open|undecided|unresolved|unclear|question|open question|to clarify|tbd|tbc|q)(?: (?:question|point|item|issue))?s?\s?[:\-]
no decision (?:yet )?(?:on|about|was)|not (?:yet )?decided|yet to (?:decide|be decided)|needs (?:a )?decision
(?:left hanging|parked (?:it|that)|left it there|going round in circles|went round in circles|no conclusion|nothing (?:was |has been |is )?(?:settled|decided|agreed)|put off|deferred|postponed|tabled|held over|carried over|it is for \w+ to say|have not settled|haven't settled)
(?:in the balance|up for grabs|remains? to be seen|left unanswered|unanswered|has yet to be (?:decided|settled|agreed|resolved)|is (?:still )?(?:hanging|pending a decision)|no one has said|nobody has said|could not agree)
[rhetorical]
who (?:said|says)|how do you thank
who would(?:'ve| have)? (?:ever )?(?:have )?(?:thought|believed)|can there be (?:a|any)|is there any(?:thing)? (?:nicer|better|so)|where else would|is it not (?:strange|lovely|wonderful|odd)|how on earth
who (?:on earth|would have|could have|knew|doesn't|does not|wouldn't|needs|cares)|isn't (?:it|that)|aren't (?:they|we)|wasn't it|don't you (?:think|agree|love)|wouldn't (?:you|it)|what more (?:could|can|do)|what if (?:we|i) told|how (?:cool|great|nice|amazing) is|why (?:not|oh why)|how could (?:we|i|they|you) (?:miss|forget)|would we do it again|right\?$|how time flies|ever wondered|did you know|what could (?:possibly )?go wrong|remember (?:the|when)|what'?s not to|do we believe|so what|sound familiar|guess what|who'd have|where (?:did|does|has) (?:the |all the )?time|how (?:hard|difficult) can|am i right|what else
how are (?:you|things)|how is (?:it|everything) going|how was your|did you have a (?:good|nice)|all well|hope
[answered]
\((?:answer|answered|done|fixed|resolved|solved)\b|\((?:yes|no)[).,;:!]
[question_word]
^(?:how come|and how|what about)
^(?:and |so |but |also,? |then |or )?(?:who|what|which|when|where|why|how|whose|is|are|was|were|do|does|did|can|could|will|would|shall|should|may|might|has|have|had|am)
[second_person]
you|your|yours|we|us|our|i|me|my
[answer_wanted]
(?:reply|answer|respond|response|yes or no|hear from you|feedback|let (?:me|us) know|confirm|come back to|get back to|rsvp|your (?:decision|comments|thoughts|view))

[by]
(?:not after|not beyond|on or before) (?:the )?$
(?:(?:by|until|till|before|on or before|no later than|not later than|at (?:the )?latest(?: by| on)?|latest by|due(?: date)?(?: by| on| for)?|deadline(?: is)?|expires?(?: on| at)?|lapses?(?: on| at)?|closes?(?: on| at)?|ends?(?: on| at)?|through|for)[: ]+)+(?:(?:the|(?:end|close) of (?:the )?(?:day|business|play)(?: on)?|eod|cob|noon(?: on)?|midnight(?: on)?|midday(?: on)?|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock|h|hrs)?,?(?: on)?|latest|at|on|around)[ ,]+)*$
[by_hard]
(?:by|before|no later than|not later than|latest|due|deadline|expires?|lapses?|closes?)
[by_soft]
(?:until|till|through|ends?|for)
[before_word]
before
[by_after]
^(?:,? ?at the (?:very )?latest|,? latest| \(?deadline\)?)
[range_open]
(?:from|between) [^.]{0,24}$
[deadline_label]
(?:due(?: date)?|deadline|payable (?:by|on|until)|pay(?:ment)? (?:by|due)|valid (?:until|to|through|till)|offer (?:valid|expires|ends)|expir(?:y|es|ation)(?: date)?|closing date|submission date|reply by|respond by|rsvp(?: by)?|please pay by|return by|register by|registration (?:closes|ends|deadline)|renewal date|quote valid(?:ity)?(?: until)?|(?:accepted|open|possible|admitted) until|end of (?:the )?(?:entry|bidding|submission) period)
[label_opens]
^(?:the )?(?:last (?:day|date|call|chance)|closing(?: date| time)?|deadline|cut-?off|final (?:day|date|call)|latest (?:date|day|time)) (?:for|of|to|by which|on which) |^(?:[\w'-]+ ){1,5}(?:close|due|must be in|latest|deadline|due by|close on|needed by)$
[expires_on]
(?:expires?|lapses?|runs? out|terminates?|(?:will|shall) (?:be extinguished|lapse|expire|cease|end)|ceases to be valid|(?:only )?lasts (?:only )?(?:until|till|til|to)|dies|is time-?barred)(?: at \w+)?(?: on| at| by| as of| with)? ?(?:the )?$
[expires_after]
^,? (?:is|will be) (?:the|its|your) (?:last day|expiry date|end date|final day)
[arrives_by]
(?:is|are|be|get|gets|arrives?|lands?|back) (?:here|there|with (?:me|us|you)|in (?:my|our|your|their) hands?|in our account|on (?:my|our|your|the) (?:desk|table)|at (?:the|my|our) \w+|with (?:the )?\w+)(?: at [^.,]{3,20})? (?:on|by|before|this|first thing(?: on)?) ?$
[arrives_after]
[^\s\S]
[before_clause]
(?:before|by the time) (?:i|we|he|she|they|it|the [\w-]+|my \w+|our \w+) (?:\w+ ){1,5}(?:on )?$
[right_clause]
(?:in writing|by letter|told|notice|written|elects?|election|announc\w+|options?|claims?|claimed|requests?|demands?|exercis\w+|called for|nominat\w+|withdraw\w*|raise)
[topic_objection]
objections?|appeals?|representations|contest|dispute this|challenge (?:this|the) (?:decision|assessment)|reconsideration|complaint against
[topic_notice]
notice|terminat\w*|cancel(?:lation|led|s)?|non-renewal|opt[- ]out
[topic_discount]
early payment|prompt payment|cash discount|settlement discount|discount (?:if|for|when|of)|\d ?% (?:discount )?(?:if|when|for) (?:paid|payment|settled)|deduct(?:ed|ion)?|\d ?% (?:off|less|may be)
[topic_payment]
pa(?:y|id|yable|yment|ying)|transfer|remit(?:tance)?|settle(?:ment|d)?|due date|amount due|invoice|balance|instalment|net \d|charged|debit|fee|to our account|overdue
[topic_registration]
regist(?:er|ration|er)|rsvp|sign[- ]?up|enrol\w*|book(?:ings?)?|places|early[- ]bird|apply|applications?|entries|submissions?|call for|nominat\w+
[topic_validity]
offer|quot(?:e|ation)|prices?|valid(?:ity)?|proposal|term sheet|tender|held|hold|open for acceptance|reserv(?:e|ed|ation)|option
[topic_reply]
repl(?:y|ies)|respon(?:d|se)|answers?|let (?:me|us) know|hear from|feedback|comments?|confirm(?:ation)?|get back|come back|tell (?:me|us)|decision|advise
[topic_delivery]
deliver(?:y|ed|s)?|return(?:ed)?|submit(?:ted)?|send|sent|provide|hand in|supply|upload|reach (?:us|this)|with us|report|file
[topic_expiry]
expir\w*|lapse[sd]?|end(?:s|ing)?|renew\w*|runs? out|terminates?
[validity_strong]
(?:offer|quote|quotation|prices?|proposal|term sheet|tender|estimate|rates?|option|reservation|rooms?)\b.{0,60}\b(?:valid|hold|holds|held|open|stands?|expires?|lapses?|binding|firm|guaranteed|good|fixed|available|reserved|remains?|ends?)|valid (?:until|till|to|through)|reserved (?:for you )?until
[obligation]
must|shall|have to|has to|need(?:s|ed)? (?:to|by)?|required|requires?|are to|is to|should|will|needed|expected|due|latest|deadline
[register_strong]
registration|register|rsvp|early[- ]bird|sign[- ]?up|enrol\w*|applications? (?:close|must|are)|apply|book (?:your|by|before)|submissions?|entries
[own_deed]
(?:we|i)(?:'ll| will| shall|'re going to|'m going to| are going to| am going to| plan to| intend to| aim to| undertake to) (?:\w+ )?(?:send|bring|deliver|supply|issue|publish|decide|notify|write|complete|finish|repair|replace|install|renew|collect|fetch|post|forward|attend|come|visit|ring|call|pay|transfer|credit|refund|return|prepare|submit|file|lodge|insure|provide|hand|put|take|make|build|clear|carry|start|begin|be there|be with|let you know|get back|answer|reply|respond)\b
(?:will|shall) be (?:\w+ )?(?:sent|issued|delivered|supplied|published|decided|notified|completed|repaired|replaced|installed|renewed|collected|paid|refunded|returned|prepared|provided|made|carried out|done|announced) (?:\w+ ){0,2}by (?:us|our|the)\b

[promise]
(?:i|we)(?:'ll| will| shall| am going to| are going to) (?:\w+ )?(?:send|get|let|call|provide|forward|deliver|return|come back|confirm|prepare|share|sign|pay|reply|email|draft|check|arrange|have)
[promise_words]
(?:i|we)(?:'ll| will| shall| am going to| are going to)|and (?:will|shall)|you(?:'ll| will| shall) (?:have|get|hear|receive)|to you (?:by|on)
[conditional]
^if (?:we|i|you|the|this|payment|no|they)|if (?:the|an?|we|you) \w+ (?:does|do|is|are|fails?|ended)|in the event|failing which|otherwise|provided that|unless
[counterparty]
(?:landlord|lessor|lender|theatre|venue|supplier|contractor|licensor|vendor|provider|employer|bank|insurer) (?:shall|will|must|may|returns?|accounts?|provides?)

[pay_terms]
(?:net|terms:?|payable|payment|pay|due|settle|settlement|paid|remit|transfer|balance|invoice)
[pay_period]
(?:net (?P<n1>\d{1,3})\b)|(?:(?P<n2>\d{1,3}) ?days?'? net)|(?:within|in|after) (?P<p>.{1,40}?(?:days?|weeks?|months?))
[pay_label]
(?:payment )?terms(?: of payment)?|payment (?:due|term|target)|due|credit terms|terms
[on_receipt]
(?:due|payable|pay(?:ment)?)\b.{0,20}\b(?:on|upon) receipt|payable immediately|immediate payment|due immediately
[paid]
paid in full|paid (?:by|with) (?:card|cash|cheque|paypal)|^paid\b|(?:payment|amount|invoice) (?:was|has been|is|already) (?:\w+ )?(?:received|paid|settled|refunded|collected|charged|debited)|received with thanks|(?:was|has been|will be|is) (?:\w+ )?(?:refunded|debited|collected by direct debit|charged to your card|taken by direct debit|collected)|by direct debit|thank you for your payment|credit note|balance(?: due)?:? (?:gbp|eur|usd|£|€|\$)? ?0[.,]00|cash, \d|no payment (?:is )?(?:required|due|necessary)|already (?:been )?(?:paid|settled)
[unpaid]
could not be charged|not (?:yet )?(?:been )?(?:paid|received|settled)|unpaid|failed|outstanding|overdue|declined
[within]
(?:within|in no more than|not later than|no later than|in)
[from_receipt]
(?:of|after|from|following|upon) (?:the )?(?:receipt|receiving|service|delivery|notification|being served)|(?:you|your) receiv|it (?:was|is) received
[from_letter]
(?:of|from|after|following) (?:the )?(?:date (?:of|on|hereof|above|shown|stamped|given|at the)|today|this (?:letter|notice|e-?mail|message|invoice|decision|statement|bill|order)|invoice|issue|dated?|above date)|date hereof|invoice date|date of (?:issue|invoice|this)
[from_other]
(?:of|after|from|following|upon) (?:\w+ ){0,3}(?:request|delivery of|termination|completion|handed|expiry|notice|demand|acceptance|purchase|the event|occurrence|discovery|approval|return|order|signature|signing|commencement|receipt of the (?:order|demand|request|goods|account)|such|damage|breakdown)
[bekanntgabe]
deemed (?:service|served|receipt)
[objection_phrase]
(?:appeal|object(?:ion)?|representations?|review|reconsideration|complaint|challenge|contest|dispute)
[demand_period]
expect|demand|require|request|ask|must|please|return|reply|respond|provide|submit|send|are asked|have to|need|kindly|settle|pay|remit|produce|supply|comply|remedy|appeal|object|cancel|terminate|let (?:me|us)|confirm|make|give
[terminate_right]
(?:you|customers?|policyholders?) (?:may|can|are entitled to|have the right to) .{0,60}(?:cancel|terminate|withdraw|end|object|opt out)

[contract]
agreement|contract|lease|tenancy|subscription|licen[cs]e|order form|memorandum|deed|terms of (?:service|engagement)|policy schedule|insurance policy
[term_end]
(?:ends?|ending|expiring|expires?|terminates?|lapses?|closes|finishes|concludes?|runs out|comes? to an end|is up|endures?|expir(?:y|ation) date|end date|last day(?: (?:is|being|shall be|will be|falls on))?|end of (?:the )?(?:initial )?term|(?:remains?|continues?|is|shall remain|shall continue) (?:in (?:full )?force|valid|in effect|effective)? ?(?:until|through|to)|break date|fixed term (?:until|to|ending)|term[^.]{0,80}(?:until|to|through|ending|expiring)|runs? (?:until|to|through)|up to and including|until and including)|(?:agreement|contract|lease|licen[cs]e|term|policy|cover|hire|let|subscription)\b[^.]{0,60}(?:until|through|up to)
[term_end_after]
^,? ?\("?(?:(?:the|hereinafter|hereafter|called) ){0,3}"?(?:(?:initial |first )?(?:expiry|expiration|end|termination)|expiration)|^,? (?:is|being|shall be|will be) (?:the|its) (?:last day|expiry|end|final day)|^,? when (?:it|the \w+) (?:ends|expires|lapses)
[term_named]
^,? ?\("?(?:(?:the|hereinafter|hereafter|called) ){0,3}"?(?:expiry|expiration|end|termination|renewal|minimum|initial|fixed)
[term_section]
(?:term|duration|commencement|length|currency|renewal|period|start and finish|beginning and end|life|hire period|end)\b
[term_other]
(?:prices?|rates?|fees?|charges?|credits?|discounts?|offers?|claims?|claimed|insurance|certificate|invoices?|written|in writing|announce\w*|stock|deliver\w*|option|guaranteed|introductory|guarantee|warrant\w+)
[term_start]
(?:begins?|commences?|starts?|commencing|beginning|effective|takes effect|commencement|start|from and including|dated|entered into|as of|effective date)
[start_weak]
(?:dated|entered into|as of|made|signed|executed)
[term_length]
(?:term|period|duration|continue|granted|years?|months?)\b
[beforehand]
^,? ?(?:beforehand|before that|in advance|earlier|prior)\b|^,? ?before(?:[,.;]|$)
[before_event]
(?:before|prior to|ahead of|in advance of|in front of|previous to|earlier than)(?: (?:the|our|your|this|that|each|said))?|^ ?(?:beforehand|before that|in advance|earlier)|^ ?before(?:[,.;]|$)
[named_day]
(?:(?:by|before|until|till|than|prior to|ahead of|of|after|on|from|to|at|am|pm|for|in|o'clock|noon|of which) (?:(?P<named>then\b|(?:this|that|the said|the same|the above|said|such) (?:day|date|deadline|morning|afternoon|evening|hour|appointment|visit)\b|that\b[.,;]?$)|(?P<eve>the (?:day|evening|night|afternoon) before\b|the previous day|the eve\b)|(?P<dayname>the (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:before|preceding|beforehand|previous)\b)|(?:the )?(?P<inweek>(?P<inweek_day>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:of |in )?(?:that|the same) week\b)|(?:the )?(?P<prevweek>(?P<prevweek_day>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:of |in )?the (?:week before|previous week|preceding week)\b))|(?:need|want|have|has|get|send|bring) [^.]{0,40}(?P<eve_2>the (?:day|evening) before\b))
[to_be_there]
(?:received|lodged|submitted|handed in|filed|applied for|made|in our hands|with us|reached? (?:us|this)|requires? that|conditional (?:on|upon)|provided that|only if)
[notice_period]
tell us|let us know|(?:given?|received|served|sent|written) .{0,30}(?:word|warning)|withdraw(?:al)?|leave the (?:scheme|plan|agreement)
notice|notif\w+|terminat\w*|non-renewal|cancel\w*|told .{3,40} in writing|in writing|bring \w+ to an end|brought to an end|written (?:warning|word|advice)|opt(?:s|ed)? out|rollover|roll (?:on|over|forward)
[notice_before]
before (?:it|they|that|this|the (?:[\w-]+ ){1,3})(?:(?:would|will|shall|is|are|was|were|due|to|next|otherwise) ?){0,3} ?(?:ends?|expires?|out|over|up|runs? out|lapses?|renews?|renewed|closes|rolls? over|begins? again)\b
(?:before|prior to|in advance of|ahead of|preceding|previous to|earlier than|in front of) (?:(?:the|its|their|this|that|each|any|every|said|such|then|current|initial|relevant|respective|applicable|agreed|fixed|minimum|first|original|running|contract(?:ual)?|lease|hire|licen[cs]e|subscription|renewal|expiry|expiration|termination|end|then-current) ){0,5}(?:term|period|end|expir\w+|renewal|terminat\w*|close|closing|anniversary|last day|final day|that date|such|then|its|date|day|conclusion|completion|lapse|year[- ]end|year|half-year|rollover|extension)|^ (?:or more |of notice )?beforehand
[notice_general]
(?:not less than|at least|no less than|no fewer than|not fewer than|no later than|not later than|minimum(?: of)?|giving|upon|on|by|subject to|with|period of notice:?|notice period:?|notice of)
[notice_to]
(?:to|at|as (?:of|at)|with effect from|expiring (?:on|at)|effective at|taking effect at)(?: the)? end of (?:a|the|any|each|every)?\s?(?:calendar )?(?P<unit>quarter|year|half-year|month)
[renewal]
renew(?:s|ed|al)?|extend(?:s|ed)?|successive|rolls? (?:over|on|forward)|prolong\w*|goes on|carries on|runs on|year to year|continues? (?:thereafter|for (?:a |an )?(?:further|another|successive))
[renewal_yearly]
another (?:year|twelve|12)|year to year|year (?:on|after|by|upon) year|annual(?:ly)?|each year|every year|one-year|twelve more|twelve-month
[renewal_period]
(?:renew|exten|successive|further|additional|roll|prolong)\w*
[probation]
probation\w*
[yearly]
(?:of|in) (?:each|every|any) (?:\w+ )?year|every year|annually|each year|yearly
[ends_at]
(?:with effect (?:from|on)|effective(?: as of| from| on)?|as (?:of|at|from)|expiring on|ending on|(?:terminate|determine|end|cancel|leave|quit|stop|break|terminated|ended|cancelled|stopped|brought to an end|to an end)\b[^.;]{0,40} (?:on|at|to|from)) (?:the )?$
[before_year_end]
before (?:the )?(?:end of (?:the|a|each|any) )?(?:(?:calendar )?year(?:[- ]end)?|quarter(?:[- ]end)?)\b
[yearly_any]
(?:in|of) (?:each|every|any) (?:\w+ )?year|each year|every year|annually|yearly|once a year|every (?:spring|summer|autumn|winter)
[duty_to_give]
(?:report|lodge|submit|send|deliver|provide|produce|supply|return|file|give|furnish|notify|declare|certify|renew|present|hand|forward|let|put|draw|state|confirm|tell|pay|inspect|service|render)\w*
[yearly_before]
(?:each|every|any) (?:year(?: on)?,? (?:the )?)?$|(?:annually|yearly|each year|every year),? (?:on|by|at) (?:the )?$

[section_tasks]
action(?:s| items?| points?)?|to-?dos?|tasks?|next steps|follow-?ups?|to do(?: list)?|open (?:items|points|tasks|actions)|outstanding|assignments|who does what|homework|need(?:s)? doing|reminders?|still to do|checklist|what's next|jobs
[section_done]
done|completed|finished|closed|matters arising|went well|resolved|good to know|review of|decisions?|archive
[section_open]
open (?:questions?|issues?|points?)|questions?|undecided|unresolved|to clarify|parking lot
[section_decision]
^decisions?$|^resolutions?$
[task_prefix]
^(?:action(?: item)?|ap|ai|to-?do|task|follow-?up|next step|reminder|@?action)\s?(?:\d{1,2}|\([^)]{1,20}\))?\s?[:\-]
[task_to]
^(?P<who>(?:\*\*)?(?-i:\p{Lu})[\p{L}.'&\-]+(?:\*\*)?(?: (?:(?-i:\p{Lu})[\p{L}.'\-]+|and|&|\+|/)){0,4}|someone|somebody|everyone|everybody|all|we|whoever) (?P<modal>is to|are to|was asked to|were asked to|has agreed to|agreed to|has offered to|offered to|volunteered to|to|will|shall|needs? to|should|must|has to|have to|undertook to|promised to|takes? on|takes? care of|is going to|'ll) (?P<what>(?-i:\p{Ll}).{3,})
[task_colon]
^(?P<who>(?:@)?(?-i:\p{Lu})[\p{L}.']+(?: (?:(?-i:\p{Lu})[\p{L}.']+|and|&|\+)){0,3})\s?(?::| -|\s?>|->|→)\s+(?P<what>.{4,})
[task_state]
(?:will|shall|would|to) (?:be|have|close|open|reopen|remain|continue|start|take place|begin|stay|not|come|arrive|receive|get better|cost|last|happen)\b
[action_verb]
(?:send|circulate|chase|update|ask|call|ring|book|order|check|prepare|draft|write|arrange|organi[sz]e|contact|review|publish|cancel|renew|buy|get|find|look|fix|speak|talk|talks|discuss|agree|obtain|collect|submit|finali[sz]e|investigate|schedule|confirm|report|propose|set up|clarify|share|invite|remind|upload|replace|decide|email|e-mail|follow up|provide|complete|distribute|make|create|bring|test|measure|research|evaluate|pay|sign|return|register|plan|present|negotiate|move|install|print|clean|compare|inform|tell|raise|add|remove|forward|compile|explore|meet|visit|deliver|produce|put|take|sort|pick|pass|file|approve|run|work|let|see|hire|recruit|train|design|translate|archive|document|document|close|post|announce|source|procure|repair|tidy|switch|change|ship|measure|calculate|transfer|notify|lock|verify|follow|chair|host|lead|water|feed|hand|drop)
[person_request]
(?:wants?|would like|hoping for|expects?|due) (?:\w+ ){0,2}(?:ringing|calling|phoning|chasing|telling|paying) back\b|wants? (?:ringing|calling|phoning|chasing)\b
(?:wants?|would like|needs?|asks?|asked|requests?|requested|expects?) (?:\w+ ){0,3}?(?:to be (?:called|rung|phoned|contacted)|a (?:call|ring|callback|reply|quote|copy|duplicate)|(?:us|you|someone) to|back by|back before|it by|them by|by|before|at the latest|(?:a |his |her |their |the )?[\w\- ]{3,40} (?:by|before|no later than|at the latest))|(?:please |to )?(?:call|ring|phone)(?:ed)? (?:him|her|them|back)|call ?back|asked for a (?:call|copy|duplicate|quote|reply)|needs (?:an? |the )?\w+
[done]
done|completed?|complete|finished|closed|resolved|paid|settled|cancelled|canceled|sent|✓|✔|✅|\[done\]|n/?a|not applicable|declined|dropped|shipped|booked|dealt with|sorted
[open_state]
open|pending|outstanding|overdue|due|todo|to do|in progress|ongoing|not started|unpaid|waiting|wip|started|planned|new|part(?:ly|ially) (?:paid|done)
[column_task]
(?:action|next steps?|request|application|project|submission|task|what|item|to do|activity|measure|step|description|subject|topic|matter|deliverable|point|job|requirement|obligation|work|issue|milestone|chore|card|ticket|errand|duty)
[column_task_first]
(?:next steps?|action(?: item)?|to do|task|what)
[column_from]
(?:from|start|begins?|first day)
[own_date]
invoice|issue|letter
[column_who]
(?:who|owner|responsible|assignee|assigned to|assigned|lead|by whom|person|in charge|name|contact|resp\.|(?:taken|done|handled|picked up) by|given to|staff(?: member)?|colleague|technician|volunteer|member)
[column_due]
(?:due(?: date| by| on)?|deadline|statutory date|filing date|date of filing|closing(?: date)?|closes|cut-?off|last day|by|before|by when|target(?: date)?|when|until|complete by|to be done by|finish by|expiry|expires|renewal(?: date)?|valid until|end date|date due|pay by|payable|date for completion|completion|review by|required by|needed by|wanted by|wanted|latest|by latest|next (?:check|test|inspection|service|exam|review)(?: due)?|runs out|renew by|needed|to be ready(?: by| on)?|ready by)
[undertakes]
^(?:(?:does|gets) (?:the|a|an|it|them|those|two|three|our|his|her|their)\b|gets? (?:\w+ ){1,6}(?:ready|done|fixed|tested|printed|mended|signed|ordered)\b|(?:was|were) (?:charged|tasked|entrusted) with|(?:has |have )?(?:volunteered|agreed|undertook|undertaken|offered|promised|undertakes|promises|agrees|offers) to|(?:was|were|is|are) (?:charged with|tasked with|asked to|to )|(?:will|'ll|shall) |(?:has|have) (?:taken (?:it |this |that )?on|taken charge)|(?:is|are) going to|took it upon|takes? (?:it|this|that|charge|care)|(?:is|are) taking|says? (?:she|he|they)(?:'ll| will))
[due_open]
^(?:asap|soon|as soon as|at once|now|immediately|tbc|tbd|to be (?:confirmed|agreed|fixed)|open|none yet|no date|when possible|urgent)\b
[column_was_due]
^(?:was |were |fell |falls |originally |payment )?(?:due|payable)(?: date| on| by| since)?$|^(?:payment|due) date$
[column_open]
open|outstanding|balance|amount|unpaid|still (?:open|due|owed)|owed|owing|remaining|total
[reminds]
overdue|past due|outstanding|still open|remain(?:s|ed)? unpaid|unpaid|not (?:yet )?(?:been )?(?:paid|settled)|no payment (?:has|was)|statement of account|reminder
[column_state]
(?:status|state|progress|done\??|complete\??|paid\??|completed)
[state_begun]
^(?:planned|started|requested|ordered|delayed|postponed|deferred|assigned|scheduled|needed|required|blocked|paused|promised|proposed|delegated|opened|chased|prepared|received|expected|wanted|parked|flagged|raised|logged|reopened|noted|suggested|stalled|stopped|reminded|nominated|advertised|quoted|drafted|begun|awaited|invited|enquired|approached|contacted|revised|unfinished|unpaid|unsolved|unresolved|need|speed|urged|asked|emailed|phoned|escalated|confirmed|accepted|approved|agreed|reviewed|claimed|tried)$
[state_lead]
^(?:now|all|already|by|was|been|has|is|long|since|customer|client)$
[column_payee]
(?:supplier|vendor|creditor|payee|customer|debtor|company)
[column_date]
(?:date|day|invoice date|issued)

[column_quantity]
(?:qty|quantity|units?|hours?|hrs|no\. of|number|pieces|pcs|count|days|nights|volume|usage)
[column_price]
(?:(?:unit )?price|rate|unit (?:cost|price|[£€$]|eur|gbp|usd)|per unit|each|cost per|[£€$]/unit|price per|unit)
[column_total]
(?:amount|(?:line )?total|line|sum|value|net|extended|cost|price total|subtotal|gbp|eur|usd|chf|[£€$])
[column_discount]
(?:disc(?:ount)?\.?(?: ?%)?|rebate)
[row_subtotal]
sub-?total|goods(?: total)?|total goods|items? total|sum of items|services total|lines total|total excl|works
[row_net]
net(?: total| amount)?|total (?:net|excl\w*|before (?:tax|vat)|ex\.? vat)|amount excl|taxable amount
[row_tax]
vat|sales tax|tax|gst|hst
[row_gross]
(?:grand |invoice |gross )?total(?: (?:due|amount|payable|incl\w*|to pay|gbp|eur|usd|gross))?|amount (?:due|payable)|to pay|balance due|gross(?: total| amount)?|payable|total cost
[row_discount]
discount|less|rebate|reduction|credit|allowance|voucher
[row_charge]
shipping|carriage|delivery|postage|freight|handling|packaging|p&p|surcharge|insurance|tip|service charge|fuel|call-?out
[row_paid]
paid|deposit|advance|prepayment|on account|received|already
[row_included]
included|incl\.? (?:of )?(?:vat|tax)|of which|thereof|includes
[row_percent]
percent|%|share|ratio|average|avg|mean|median|rate
[role_rent]
rent
[role_fee]
fees?|charge|remuneration|salary|wage
[role_deposit]
deposit|security

[kind_invoice]
invoice|fee note|note of fees|statement of (?:fees|account)|bill to|amount due|statement and invoice|tax invoice
[kind_reminder]
(?:payment )?reminder|overdue notice|final notice|dunning|past due|second notice
[kind_offer]
quotation|quote|offer|proposal|estimate
[kind_complaint]
complaint|(?:notice|list|report) of (?:the )?(?:defects?|faults?)|(?:defects?|faults?) (?:notice|list|report)
[kind_order]
(?:purchase )?order|order (?:confirmation|form)
[kind_receipt]
receipt|credit note|payment confirmation|paid in full
[kind_notice]
summons|decision|assessment|enforcement|court|tribunal|council tax|hearing|penalty|ruling|notice of
[kind_posted]
^(?:management |important |public )?notice(?: to\b|$|:)|^to (?:all|the) (?:tenants?|residents?|occupiers?|users|members|staff|parents|householders|neighbours|customers|leaseholders|owners|ratepayers?|exhibitors)|to all (?:tenants|residents|occupiers|staff|leaseholders|owners|householders)|(?:date of|posted|this) notice
[joint_meeting]
(?:site|progress|construction|design team|coordination|handover|project) (?:progress )?meeting|site walk
[kind_minutes]
minutes|meeting notes|^(?:[\w'-]+ ){1,3}meeting\b|catch-?up|debrief|huddle|retro(?:spective)?|team meeting|meeting of|board meeting|stand-?up|weekly meeting|postmortem|action (?:log|tracker|list)|meeting report
[kind_invitation]
invitation|you are (?:\w+ )?invited|save the date|agenda for
[kind_pricelist]
price list|tariff|rate card|catalogue|menu
[kind_policy]
policy|code of conduct|manual|guidelines?|handbook|faq|frequently asked|questions answered|glossary|instructions|leaflet|privacy notice|procedure|data sheet|how to|guide|recipe|ingredients|house rules|delivery note
[kind_report]
report|study|article|abstract|chapter|survey|analysis|whitepaper|press release|review(?:ed)?|book of the month|travel notes|news release|for immediate release
[document_date_label]
(?:invoice |issue |document |letter |quote |order )?date(?: of (?:issue|invoice))?|issued|dated|written on
[received_label]
received|date received|incoming|receipt stamp|served|date of service
[owner_part]
^to$
[kind_note]
notes?|memo|todo|to-do|post-?its?|phone (?:log|messages?|pad)|messages? for|whiteboard|jottings|scribbles|call log
[generic_greeting]
^(?:hello|hi|hey|good (?:morning|day)|greetings)[,!. ]*$
[within_end]
(?:within|in|in no more than|not later than|no later than|not more than|no more than|at least|inside|under|(?:time limit|time allowed|period|deadline)(?: for [\w ]{3,40}| to [\w ]{3,40})? (?:is|of|amounts to|runs for))(?: (?:the|a|the next|a period of|a maximum of|at most))? ?$
[time_limit]
(?:time limit|time allowed|period|deadline)(?: for [\w ]{3,40}| to [\w ]{3,40})? (?:is|of|amounts to|runs for)
[sanction]
^(?:unless|save where|failing|in the absence of|in the event (?:that )?no|if (?:no|we (?:do not|have not|hear nothing)|you (?:do not|fail|have not)|nothing)|should (?:no|nothing|you fail|we not|we hear))
[count_lead]
(?:within|inside|during|not (?:more|later) than|no (?:more|later) than|not exceeding|up to|in the first|before the end of|by the end of|in)(?: (?:the|a|the first|the next|a period of|a maximum of|at most|first))* ?$
[count_from]
^'? ?(?:of|after|from|following|as of|counted from|reckoned from|beginning (?:on|with)|starting (?:on|with)|counting from) (?:the |its |their |this )?
[from_year_end]
^'? ?(?:of|after|from|following) (?:the )?(?:close|end|expiry|expiration|conclusion) of (?:(?:each|the|its|every|any|their|our|your|that|such|preceding|last|company's|borrower's) )*(?:fiscal|financial|accounting|business|calendar|reporting)? ?year|^'? ?(?:of|after|from|following) (?:(?:each|the|its|every|any|their|our|your) )*(?:fiscal|financial|accounting|business|calendar) year[- ]?end
[business_year]
(?:fiscal|financial|accounting|business) year|year[- ]end
[day_made]
^(?:date of (?:this |the |its )?(?:agreement|contract|deed|signature|signing|execution|lease)|date hereof|sign(?:ature|ing)\b|execution\b|conclusion of (?:this|the)|(?:agreement|contract)(?:'s)? (?:date|signature|signing)|agreement is signed)
[day_start]
^(?:effective date|commencement|start\b|start date|beginning|entry into force|coming into (?:force|effect)|first day of|taking effect|inception)
[defines]
^,? ?\((?:(?:the|this|hereinafter|hereafter|called|referred to as|being),? ){0,4}"(?:the )?
[pay_net]
net\b
[pay_period_boiler]
returns? (?:policy|accepted)|warranty|guarantee|money back|delivery time|lead time|dispatch|ships? within|delivered within|response time
[obligation_now]
expect|demand|require|must (?:be|reach|pay|reply|respond|provide|return)|you (?:must|have to|need to)
[term_words]
term|period|duration|continue|granted for|fixed|lasts|runs|hired? for|let for|minimum|concluded for|taken for|made for
[term_word]
term|period|agreement|contract
[notice_noun]
^'? ?(?:prior |written |advance |month'?s? |'?s )*(?:written |prior )*(?:notice|warning|notification)
[advance_word]
(?:inform|notify|tell|advise|decide|say|announce)\w* .{0,80}(?:before|prior|in advance)
[probation_only]
(?:during|in|within) (?:the )?probation\w*
[courtesy_but]
please (?:see to it|note (?:your|the) (?:decision|choice|answer))|could you|can you|would you (?:please )?(?:send|confirm|let)|let (?:me|us) know (?:by|whether|which|who|when|what|how|where)|let (?:me|us) know if (?:you(?:'re| are| can| will| would| could| agree| want| prefer| still| plan| intend)|anyone|your)
[request_now]
please|kindly|could you|can you|would you|grateful|need you|need from you|must
[conditional_request]
^if you could|^if not,? please|^if (?:so|possible),
[bill_terms]
invoice number|reference|quot\w+|bank|account
[deadline_near]
before|by|until|latest|needs?|wants?|must|expects?
[section_both]
decisions and (?:follow-?ups|actions|tasks|next steps)|actions and|tasks and
[info_item]
^(?:approved|agreed|noted|decided|info|fyi|update|status|note|present|apologies|attendees|closed|cancelled)\s?[:\-]
[info_label]
note|present|apologies|attendees|place|date|time|chair|minutes|next meeting|approved|agreed|decision|info|status|open|hotel|venue|subject|re|topic|budget|total|tel|phone|e-?mail|undecided|contact|participants|location|agenda|showroom|question|answer|result|example|guests|duration
[not_actor]
^(?:the|this|that|these|those|it|they|there|what|which|who|how|when|where|why|if|as|in|on|at|for|from|but|and|so|our|your|his|her|its|their|everything|nothing|prices?|orders?|i|you)\b
[done_bracket]
\((?:done|completed?|closed|resolved|finished|cancelled|paid|sent)[^)]*\)|\[(?:done|x|completed?|closed)\]|✓|✔|✅
[done_tail]
[-–:;,(\[] ?(?:is |all |already |now )?(?:done|completed?|finished|closed|resolved|cancelled|paid|sent|booked|sorted|shipped|n/?a)[.)\] ]*$|~~ ?done|(?:is|are|was|were|been|has|have) (?:now |already )?(?:done|completed|finished|closed|resolved|cancelled|paid|sent|booked|sorted)[.)\] ]*$
[needed_by]
(?:needed|required|due|expires?|runs? out|must be|has to be|have to be|to be (?:done|submitted|sent|returned|signed|approved))
[done_state]
done|scrapped|did it|theirs|not needed|taken out|passed|in date|vetoed|held|won't do|wontfix|called off|filed|dropped|awarded|submitted|declined|rejected|granted|withdrawn|returned|completed?|finished|closed|resolved|paid|settled|cancelled|canceled|n/a|ok|yes|shipped|delivered|invoiced|billed|received|archived|x|✓|✔|✅
[done_on]
^(?:answered|decided|settled|resolved|done): \w
(?:^|[:;,(-] ?)(?:all |now |was |were |has been |already )?(?:done|completed|finished|filed|submitted|sent|signed|countersigned|returned|received|paid|shipped|delivered|posted|handed over|approved|settled|cleared|closed|booked|fitted|installed|renewed|collected|lodged)(?: off| in| and \w+)?,? (?:on )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?[./ ]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* )
[done_remark]
(?:done|completed?|finished|cancelled|canceled|dropped|closed)
[not_done]
half|almost|nearly|partly|still|waiting|missing
not |un(?:paid|finished|resolved)|part(?:ly|ially)|open|in progress|to be|\d ?%
[question_word_strong]
^(?:who|what|which|when|where|why|how|could|can|would|will|do|does|is|are|shall|should|may)
[conditional_if]
^(?:if|should|in case) you
[question_clause]
who|what|which|when|where|why|how|whether|if
[past_answer]
told (?:him|her|them)|answered|explained|sorted
[answer_opening]
^(?:yes|no|yep|nope|certainly|of course|not really|indeed|absolutely|in a heartbeat|rarely|sometimes|probably|nobody|we lost count|mostly|because|answer)\b
[reply_wanted]
(?:reply|answers?|response|respond|yes or no|hear (?:back )?from you|feedback|get back to (?:me|us)|come back to (?:me|us)|rsvp|need to know|let (?:me|us) know|your (?:decision|thoughts|view))
[unsubscribe]
unsubscribe|you (?:are )?receiv(?:e|ing) this (?:e-?mail |newsletter |message )?because|manage (?:your )?(?:preferences|subscription)|opt out of
[contract_clause]
hereby|entered into|hereinafter|the parties|effective date|governing law|governed by|this agreement|this lease
[contract_request]
please|kindly|could you|would you|grateful
[conditional_start]
^(?:\d[\d.)]* )?(?:if|in the event|should you|unless|in case|where)\b
[get_done]
(?:get|have|be|got|to be|needs) (?:\w+ ){0,4}done
[due_after]
^,? ?(?:\([^)]*\) ?)?(?:at the (?:very )?latest|is the (?:deadline|closing date|cut-?off|last (?:day|date)|due date|(?:day|date) (?:by|on|before) which)|the (?:offer|quote|registration|deadline|option|discount) (?:expires|ends|closes|lapses))
[deadline_is]
(?:deadline|due date|closing date|cut-?off(?: date)?|last (?:day|date)|final (?:day|date)|latest date|expiry date|renewal date|end date|target date|closing day|submission date|entry deadline|payment date|due)\b(?: (?:for|of|to) (?:[\w'-]+ ){1,8}?)?(?: ?(?:is|are|was|falls|will be|has been (?:set|extended|moved)|set|extended|moved|remains|now|still|:|for|to|on|by|until|the) ?)+$
(?:falls?|fall|becomes?|become|are|is|will be|be) (?:due|payable)(?: for payment)? (?:on|by|before|until) (?:the )?$
(?:must|has to|have to|needs? to|should|shall|to) (?:be |reach |arrive |get )(?:\w+ ){0,6}(?:by|before|on|until|no later than) (?:the )?$
(?:expires?|lapses?|closes|runs? out|terminates?|is up) (?:at \w+ )?(?:on|at|by|after)? ?(?:the )?$
(?:closes?|shuts?|locks?|closing|shutting)\b(?: [^\s;]+){0,9} (?:on|at|by|of|this)? ?(?:the )?$
(?:open|valid|good|available|held|firm|binding|accepted|reserved|guaranteed|fixed) (?:for \w+ )?(?:until|till|to|through|up to) (?:and including )?(?:the )?$
[third_party]
^(?:the )?(?:parcel|package|shipment|works?|construction|road|library|store|shop|exhibition|festival|season|museum|concert|show|programme|train|weather|bridge|building|project|reopening) |will be (?:closed|completed|finished|delivered|shipped|open|back|away)|(?:we|i|they|he|she) (?:will|shall|'ll|plan to|aim to|hope to|expect to|intend to) |is expected to (?:be|arrive|open)|should be (?:back|ready|finished|with you)|by then
[paid_other]
previous|last|earlier|deposit|instalment|\b(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:statement|invoice|bill|account)|statement \(|if (?:you|payment)|once|until|when|should you|have already paid|unless
[attendees]
^(?:present|pres|attendees|attending|participants|in attendance|attended by|those present|team|who was there|who came|there|here|with|in the room|(?:a)?round the table|at the table|people|apologies)\.?\s?(?::|-|\t)
[reporting]
(?:finds|sees|hears|expects|prefers|misses|enjoys|remembers|worries|doubts|works|lives|sits|stands|reports?|says|thinks?|feels?|notes?|thanks?|wonders?|asks?|welcomes?|believes?|likes?|agrees?|suggests?|proposes?|was|is|has|does|knows|hopes?|wants?|needs?|loves?|hates?|leaves|retires|joins?|mentions?|confirms?|explains?|opens|closes|apologi[sz]es|recalls|points|observes|states|tells|gets|looks|seems|goes|comes|remains|stays)
[other_side]
^(?:the )?(?:customer|client|supplier|vendor|(?:sub)?contractor|landlord|council|bank|insurer|manufacturer|venue|buyer|seller|purchaser)(?:'s \w+)?$|\((?:customer|client|supplier|contractor|vendor|external|landlord)\)|^(?:with|at) (?:the )?(?:customer|client|supplier|contractor|vendor|landlord)$
[leaving]
^(?:leaving|retiring|going|joining|moving|enjoying|expecting|getting|feeling|being|doing|coming|hoping|thinking|wondering|sitting|waiting)
[titled]
^(?:mr|mrs|ms|dr|prof)\b
[until_tail]
 (?:by|until|before|on|this|next|tomorrow|today)\b.*$
[paper_question]
\?
[second_person_plural]
we|us|our|you|i
[paper_who]
^(?:who|when|which|where|shall|should|can|could|may|might|would|do|does|did|has|have|is|are|will|how (?:much|many|long|do|should|can))\b
[why]
\bwhy\b
[tells]
(?:i|we) (?:will|shall|can|'ll)? ?(?:let you know|tell you|explain|know|understand|remember|confirm|are (?:sure|clear))|you (?:already |will )?know|(?:this|it|which) (?:explains|shows|tells)|to (?:find out|learn) (?:more|how)|explains? (?:how|why|what)|shows? (?:how|what)
[was_due]
(?:was|were|had been) .{0,60}(?:due|payable)|(?:should|ought to) have (?:been (?:\w+ )?(?:with us|in our (?:account|hands)|paid|settled|received|here|cleared)|reached us|arrived)|was to (?:have )?(?:been paid|reached us|be with us|reach us)
[attend]
(?:someone|somebody|some one|one of (?:you|us|your \w+)|a member of (?:your )?staff|one person|a person|an adult|a responsible (?:adult|person)|a key ?holder|anyone|you)\b(?: [\w,']+){0,8} (?:has to|have to|must|needs? to|should|will have to|will need to|is to|are to|ought to|had better|is required to|are required to) (?:be (?:in\b|there|present|on site|on hand|at (?:home|the)|available|around)|let|open up|open the|unlock|receive|admit|meet|attend|appear|wait)
(?:that|ask|see to it|make sure|ensure|arrange|expects?)(?: [\w,']+){0,6} (?:somebody|someone|one of (?:you|your \w+)|a person|a member of staff|one person)(?: [\w,']+){0,6} (?:is|be|will be|are)? ?(?:in\b|there|present|at (?:the|home)|on site|on hand)
expects? to (?:meet|find|see|be met by|be let in by) (?:someone|somebody|one person|a person|you|one of you)
(?:access|entry) (?:to .{3,50} )?(?:must|has to|needs to|will need to|should|is to) be (?:given|provided|available|arranged|possible|clear)|(?:we|they|he|she|they'll|he'll|she'll) (?:will |shall )?needs? (?:access|letting in|to be let in)|let (?:him|her|them|the \w+) in\b
(?:your |personal )?(?:attendance|presence) (?:is|will be) (?:required|compulsory|mandatory|necessary|expected|essential|needed)|(?:you are|you're) (?:required|summoned|called|asked|expected|requested|obliged) to (?:attend|appear|be present|report)
[undertaking]
\bi(?:'ll| will| shall|'m going to| am going to) (?:\w+ )?(?:ring|call|phone|chase|order|get|fetch|collect|send|post|drop|bring|take|book|sort|fix|find|dig|look|check|ask|write|draft|draw|type|print|copy|scan|email|mail|pass|put|make|do|see to|have it out|redo|swap|pick|speak|talk|let|tell|arrange|pay|settle|return|deliver|courier|run|forward|share|reply|answer|confirm)\b
\b(?:i'm|i am|we're|we are|is|are) (?:getting|ordering|ringing|calling|sending|posting|taking|writing|drafting|redoing|sorting|chasing|fetching|collecting|booking|checking|preparing|making|printing|picking|digging|drawing|typing|having) (?:\w+ ){0,6}(?:myself|himself|herself|up|in|off|out|over|back|together|across|on|it|them|another|tested|done|mended|fixed|repaired|printed)\b
\b(?:i )?(?:told|promised|said to|assured|said) (?:(?:him|her|them|mrs?|ms|dr)\.?|(?-i:\p{Lu})\p{L}+)? ?(?:(?-i:\p{Lu})\p{L}+ )?(?:that )?(?:i'd|i would|we'd|we would|she gets|he gets|they get)\b|\bi owe (?:him|her|them|mr|mrs|ms|dr)\b
(?:has|have) (?:offered|agreed|undertaken|promised|volunteered) to \w+|says (?:he|she|they)(?:'ll| will) \w+
leave (?:that|it|this) with me|i'm on it\b|consider it done
[reported_question]
(?:asks?|asked|asking|wonders?|wondered|wondering|wants to know|wanted to know|would like to know|(?:he|she|they)'d like to know|enquires?|enquired|inquires?|inquired|queries) (?:me |us |him |her |them )?(?:again )?(?:if|whether|which|what|when|who|how|where|why|could|can|may|would|do|does|is|are)\b
^(?:\S+ ){1,8}(?:could|can|may) (?:he|she|they|we|two of|one of)\b[^.?!]*\?
[duty_verb]
(?:delivers|draws up|furnishes|provides|names|nominates|reports|submits|pays|hands (?:over|in)?|returns|sends|supplies|notifies|informs|files|lodges|completes|presents|produces|makes available|puts|gives|renders|settles|is due back|(?:is|are) due)\b
[holds_for]
(?:hold|holds|held|stand by|stands?|good|open|valid|keep|binding|firm|available|guaranteed|honou?r)\b[^.;]{0,50} for (?:a |another |the next )?$
[after_event]
^ ?(?:after|following|from)(?: the| our| your| its| their| this| that| each)?(?: (?P<end>end|close|closing|expiry|conclusion|completion|last day) of(?: the| our| your| its| their| this| that)?)? 
[words:holidays]
01-01 new-year's-day
12-24 christmas-eve
12-31 new-year's-eve
03-25 lady-day
06-24 midsummer-day
09-29 michaelmas
11-11 martinmas
10-31 halloween
[wants_to_know]
(?:i|we) have no idea (?:if|whether|which|what|when|who|how|where|why)\b|nobody (?:\w+ ){0,4}(?:was able to|could|can|knew|knows) (?:say|tell|to say)? ?(?:me |us )?(?:if|whether|which|what|when|who|how|where|why)\b|(?:asked|told) (?:\w+ ){0,5}to (?:enquire|inquire|ask|find out) (?:if|whether|which|what|when|who|how|where|why)\b|not apparent (?:\w+ ){0,4}(?:if|whether|which|what|when|who|how)\b|(?:could|can) (?:either of us|neither of us|we|i|neither)? ?(?:not )?(?:gather|learn|establish|make out|tell)\b[^.?!]{0,40} (?:if|whether|which|what|when|who|how|where|why)\b|never (?:actually )?heard from you (?:that|if|whether)\b|(?:tell|let) us (?:hear|know) (?:from you )?if (?:that|the|it)\b|just checking\b|without any indication\b|would (?:you|that) be (?:alright|all right|convenient|ok|okay|happy) (?:with|for)?
(?:can't|cannot|can not|could not|unable to|not able to) [^.?!]{3,70} (?:until|till|unless|before) (?:\w+ ){1,3}(?:knows?|hears?|is told|are told|learns?|has heard|have heard) (?:if|whether|which|what|when|who|how|where|why)\b|(?:says?|said|stated?) nothing (?:as to|about|on) (?:what|whether|which|when|who|how|where|why|if)\b|(?:is|are) silent (?:as to|on|about) (?:what|whether|which|when|who|how|where|if)\b|(?:still )?(?:in the dark|at a loss) (?:as to |about )?(?:what|whether|which|when|who|how|where|why)\b
[direct_question]
^(?:and |so |also,? |or |then |but |by the way,? |one more thing,? |oh,? )*(?:could|can|would|will|might) you (?:see|let|have|be|do|still|also|come|take|tell|say|manage|find|make|give|get|put|move|swap|spare|stretch)\b
^(?:and |so |also,? |or |then |but )*(?:would|will|is|are|does|do|should|shall|may|might|could|can) (?:it|that|this|there|we|i|he|she|they|the|our|my|your|a) [^?]*\b(?:convenient|all right|alright|okay|ok|in order|possible|allowed|acceptable|agreeable|enough|suit|work|available|ready|included|covered|for you|with you|from you|your|charge|keep|take|use|bring|have|come|pay|send|open|move|borrow|sign)\b[^?]*\?
^(?:and |so |also,? |or |then |but )*(?:do you|have you|are you|did you|does your|is your|are your|has your|which of us|by whom|how many|how much|how long|how often|how soon|when (?:can|will|do|does|is|are|should|may|would)|where (?:do|can|should|will|shall|does) (?:we|i|the|our)|what (?:time|number|size|date|colour|kind|sort|price|happens|should|shall|do|does)|which)\b[^?]*\?
^who (?:covers|is (?:minding|taking|doing|paying|going|covering|running)|takes|drives|pays|signs)\b[^?]*\?
[thanks_letter]
(?:thank you|thanks|many thanks|thank-you)\b.{0,60}(?:so much|ever so|for (?:the|your|a|all|that|having|letting|such|everything|making|being)|letter|card|from)|congratulations|condolence|wonderful (?:day|evening|afternoon|weekend)|(?:passed|made it|well done)!
[announces]
[^\s\S]
# Who speaks of whom, and how: signs of the second look (`sift`).
[says_i]
i|i'll|i'm|i've|i'd|me|my|mine|myself
[says_we]
we|we'll|we're|we've|we'd|us|our|ours
[says_you]
you|you'll|you're|you've|you'd|your|yours|yourself
[says_they]
he|she|they|him|her|his|them|their|he'll|she'll|they'll|he's|she's|they're
[says_must]
must|have to|has to|need to|needs? to|needs?|should|shall|ought to|is to|are to|required|please|kindly
[says_was]
was|were|had|did|didn't|wasn't|weren't|has been|have been|used to|last (?:week|month|year|summer|winter|spring|autumn)
[says_may]
may|might|could|would|can|if|unless|perhaps|maybe
[says_thanks]
thanks?|thank|congratulations|lovely|wonderful|delighted|pleased|glad|happy|enjoyed|loved
