; JavaScript and TypeScript alike. Capture names are the walker's handler names.
; Patterns of one node are preferred: a pattern that waits for a child costs quadratic time in a long chain.
(import_statement) @import
(export_statement) @export

(function_declaration) @function
(generator_function_declaration) @function
(function_expression) @function
(generator_function) @function
(arrow_function body: (_) @body) @function
(method_definition) @function
(class_declaration) @class
(class) @class
(class_body) @class_body
(object) @object
(decorator) @decorator

(call_expression) @call
(expression_statement . (call_expression) @alone)
(new_expression) @call
(await_expression) @await
(yield_expression) @yield

(variable_declaration (variable_declarator) @variable)
(lexical_declaration (variable_declarator) @constant)
(assignment_expression) @assignment

(for_statement condition: (_) @loop body: (_) @loop) @scope
(for_in_statement body: (_) @loop) @for_in
(while_statement condition: (_) @loop body: (_) @loop)
(do_statement body: (_) @loop condition: (_) @loop)
(statement_block) @block
(switch_body) @block
(try_statement body: (_) @guarded handler: (_))
(catch_clause) @catch
(regex) @regex

; What adds a way through a function; these are counted after the walk, without a handler.
[
  (if_statement)
  (ternary_expression)
  (for_statement)
  (for_in_statement)
  (while_statement)
  (do_statement)
  (catch_clause)
  (switch_case)
  "&&"
  "||"
  "??"
] @branch
