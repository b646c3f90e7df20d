/*
 * The words of the data flow script language. Every text is cut into tokens without an error: what is no
 * word becomes OTHER, and what has no end becomes OPEN_..., so that the parser can say what is wrong.
 *
 * Source: Microsoft Learn, data-flow-script and concepts-data-flow-expression-builder; forms that the pages
 * leave out were seen in public scripts.
 */
lexer grammar DataFlowScriptLexer;

@members {
/** A brace too many must not end the lexer. */
@Override
public int popMode() {
    return _modeStack.isEmpty() ? _mode : super.popMode();
}
}

BLANK
    : [ \t\r\n\f\u000B\u001C-\u001F]+ -> skip
    ;

COMMENT
    : '/*' (~[*] | '*'+ ~[*/])* '*'+ '/' -> skip
    ;

/* Shorter than COMMENT where there is an end. */
OPEN_COMMENT
    : '/*' (~[*] | '*'+ ~[*/])* '*'*
    ;

LINE_COMMENT
    : '//' ~[\r\n]* -> skip
    ;

PARAMETERS
    : 'parameters' ([ \t\r\n] | '/*' (~[*] | '*'+ ~[*/])* '*'+ '/')* '{'
    ;

AS
    : 'as'
    ;

IDENTIFIER
    : LETTER PART*
    ;

/* Blanks in it are significant, and it may be empty. */
QUOTED
    : '{' ~[}]* '}'
    ;

OPEN_QUOTED
    : '{' ~[}]*
    ;

STRING
    : '\'' (~['\\] | '\\' .)* '\''
    ;

OPEN_STRING
    : '\'' (~['\\] | '\\' .)* '\\'?
    ;

RAW
    : '`' ~[`]* '`'
    ;

OPEN_RAW
    : '`' ~[`]*
    ;

NUMBER
    : '0' [xX] [0-9a-fA-F]+ [lL]?
    | ([0-9]+ ('.' [0-9]+)? | '.' [0-9]+) ([eE] [+-]? [0-9]+)? [lLfF]?
    ;

SYMBOL
    : '$$'
    | '$' [0-9]+
    ;

PARAMETER
    : '$' (LETTER PART* | '{' ~[}]* '}')
    ;

LAMBDA
    : '#' LETTER PART*
    ;

OPERATOR
    : '||' | '&&' | '|' | '&' | '^' | '===' | '!==' | '==' | '!=' | '<=>' | '<=' | '>=' | '<' | '>' | '+' | '*' | '/' | '%'
    ;

MINUS : '-' ;
NOT : '!' ;
QUESTION : '?' ;
ENTRY : '->' ;
STREAM : '~>' ;
LOCAL : ':=' ;
COLON : ':' ;
EQUALS : '=' ;
COMMA : ',' ;
DOT : '.' ;
AT : '@' ;
OPEN_PAREN : '(' ;
CLOSE_PAREN : ')' ;
OPEN_BRACKET : '[' ;
CLOSE_BRACKET : ']' ;

QUOTE
    : '"' -> pushMode(IN_TEXT)
    ;

/* Ends an expression inside a text, or the parameters. */
CLOSE_BRACE
    : '}' -> popMode
    ;

OTHER
    : .
    ;

/* The lexer reads Characters, which gives Z for a letter beyond ASCII and \u0001 for an accent or such a digit. */
fragment LETTER
    : [a-zA-Z_]
    ;

fragment PART
    : [a-zA-Z_0-9\u0001]
    ;

mode IN_TEXT;

TEXT
    : (~["\\{] | '\\' .)+
    ;

/* An empty pair of braces is text. */
BRACES
    : '{}' -> type(TEXT)
    ;

LAST_BACKSLASH
    : '\\' -> type(TEXT)
    ;

OPEN_BRACE
    : '{' -> pushMode(DEFAULT_MODE)
    ;

QUOTE_END
    : '"' -> popMode
    ;
