/*
 * The pipeline expression language: function calls, literals, and properties of what they give. It has no
 * operators.
 *
 * Source: Microsoft Learn, control-flow-expression-language-functions.
 */
grammar PipelineExpression;

whole
    : operand EOF
    ;

operand
    : primary selection*
    ;

primary
    : NAME '(' (operand (',' operand)*)? ')' # call
    | STRING                                 # text
    | NUMBER                                 # number
    | NAME                                   # word
    ;

selection
    : safe='?'? '.' NAME          # property
    | safe='?'? '[' operand ']'   # element
    ;

STRING
    : '\'' (~['] | '\'\'')* '\''
    ;

/* Goes to the end: what follows an open quote is text, and is not looked at. */
UNENDED_STRING
    : '\'' (~['] | '\'\'')*
    ;

NUMBER
    : [+-]? ([0-9]+ ('.' [0-9]+)? | '.' [0-9]+) ([eE] [+-]? [0-9]+)?
    ;

NAME
    : [\p{L}_$] [\p{L}\p{N}_$]*
    ;

BLANK
    : [ \t\r\n\u00A0]+ -> skip
    ;

OTHER
    : .
    ;
