/*
 * The parts of a data flow script: each statement, parameter and library function is parsed on its own.
 * Two tokens of look-ahead decide everywhere; the precedence of operators is applied to the flat list of
 * operands afterwards, so that a long expression needs no stack.
 *
 * Source: Microsoft Learn, data-flow-script; forms that the page leaves out were seen in public scripts.
 */
parser grammar DataFlowScriptParser;

options {
    tokenVocab = DataFlowScriptLexer;
}

wholeParameter
    : name AS type ('(' expression ')')? EOF
    ;

wholeStatement
    : (stream (',' stream)*)? transformation=name '(' arguments ')' '~>' output=name branches? EOF
    ;

wholeFunction
    : name '(' (type (',' type)*)? ')' AS type '=' expression EOF
    ;

wholeExpression
    : expression EOF
    ;

stream
    : name ('@' name)?
    ;

branches
    : '@' '(' name (',' name)* ')'
    ;

arguments
    : (argument (',' argument)*)?
    ;

argument
    : name ':' expression             # property
    | name ':=' expression            # local
    | name AS type format*            # definition
    | expression ('=' expression)?    # plain
    ;

format
    : STRING
    | QUOTE TEXT* QUOTE_END
    ;

type
    : base ('[' ']')*
    ;

base
    : name                                       # simpleType
    | name '(' NUMBER ',' NUMBER ')'             # decimalType
    | '(' (field (',' field)*)? ')'              # structType
    | '[' type ',' type ']'                      # mapType
    ;

field
    : name AS type format*
    ;

expression
    : operand ((OPERATOR | MINUS) operand)* ('?' type)*
    ;

operand
    : (NOT | MINUS)* primary selection*
    ;

selection
    : '.' name
    | '[' expression ']'
    ;

primary
    : STRING                                                     # single
    | RAW                                                        # raw
    | QUOTE (TEXT | hole)* QUOTE_END                             # double
    | NUMBER                                                     # number
    | PARAMETER                                                  # parameter
    | SYMBOL                                                     # symbol
    | LAMBDA                                                     # lambda
    | ':' name                                                   # localName
    | (IDENTIFIER | AS) '(' arguments ')'                        # call
    | name LAMBDA '(' (expression (',' expression)*)? ')'        # cacheCall
    | name ('@' name)*                                           # column
    | '(' expression ')'                                         # parenthesized
    | '[' (item (',' item)*)? ']'                                # list
    | '@' '(' arguments ')'                                      # struct
    ;

hole
    : OPEN_BRACE expression CLOSE_BRACE
    ;

item
    : expression ('->' expression)?
    ;

name
    : IDENTIFIER
    | AS
    | QUOTED
    ;
