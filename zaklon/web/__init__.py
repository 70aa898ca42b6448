"""The page shell: layout, components, charts, languages and scripts."""
