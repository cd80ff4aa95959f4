(public_field_definition) @field
(abstract_class_declaration) @class
(enum_declaration name: (_) @opaque)
(interface_declaration name: (_) @opaque)
(type_alias_declaration name: (_) @opaque)
(internal_module name: (identifier) @opaque)
