; JavaScript and TypeScript alike. Capture names are the walker's handler names.
(import_statement) @import
(export_statement) @export

(function_declaration body: (_) @body) @function
(generator_function_declaration body: (_) @body) @function
(function_expression body: (_) @body) @function
(generator_function body: (_) @body) @function
(arrow_function body: (_) @body) @function
(method_definition body: (_) @body) @function
(class_declaration body: (_) @class_body) @class
(class body: (_) @class_body) @class
(object) @object
(decorator) @decorator

(call_expression arguments: (_) @arguments) @call
(new_expression) @call
(new_expression arguments: (_) @arguments)
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
