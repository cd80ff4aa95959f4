; Python: every node the walker looks at. Capture names are the walker's handler names.
; Patterns of one node are preferred: a pattern that waits for a child costs quadratic time in a long chain.
; Predicates on text are not used: their engine fails on bytes that are no UTF-8.
(import_statement) @import
(import_from_statement) @import_from
(future_import_statement) @import_future

(decorated_definition) @decorated
(decorator) @decorator
(function_definition) @function
(lambda body: (_) @body) @function
(class_definition) @class

(call) @call
(expression_statement . (call) @alone)
(await) @await
(yield) @yield
(return_statement) @return

(assignment) @assignment
(augmented_assignment left: (identifier) @opaque)
(named_expression) @walrus
(with_item value: (as_pattern) @with)
(except_clause) @fallback
(except_clause (as_pattern alias: (as_pattern_target (identifier) @opaque)))
(case_pattern (dotted_name) @capture)
(global_statement) @global
(nonlocal_statement) @nonlocal

(for_statement left: (_) @target body: (_) @loop)
(while_statement condition: (_) @loop body: (_) @loop)
(list_comprehension body: (_) @loop) @comprehension
(set_comprehension body: (_) @loop) @comprehension
(dictionary_comprehension body: (_) @loop) @comprehension
(generator_expression body: (_) @loop) @comprehension
(for_in_clause left: (_) @target)
(if_clause) @loop

(try_statement) @try
(if_statement condition: [(identifier) (attribute)] consequence: (block) @typing)
(block) @block

; What adds a way through a function; these are counted after the walk, without a handler.
[
  (if_statement)
  (elif_clause)
  (conditional_expression)
  (boolean_operator)
  (for_statement)
  (while_statement)
  (except_clause)
  (case_clause)
  (for_in_clause)
  (assert_statement)
] @branch
(for_statement alternative: (else_clause) @branch)
(while_statement alternative: (else_clause) @branch)
(try_statement (else_clause) @branch)
(list_comprehension (if_clause) @branch)
(set_comprehension (if_clause) @branch)
(dictionary_comprehension (if_clause) @branch)
(generator_expression (if_clause) @branch)
