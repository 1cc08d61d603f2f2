/**
 * `ExternalWrapper`: a component in JSON form, drawn by another component outside the layout tree.
 *
 * Two cases.  The header of a dcc.Tab is drawn by dcc.Tabs: the component at that path is a node
 * of the layout, and the wrapper shows this very node.  The label of a dropdown option is plain
 * data to the engine: the wrapper mounts it on this page only, and follows what it is given.
 */

import type { Layout, Path } from "./layout";
import type { Mirror, Nid } from "./mirror";
import type { NodeViewType } from "./node";
import type { Page } from "./page";
import { React, type ReactNode } from "./react";
import { isDry, type DryComponent } from "./values";

export interface ExternalProps {
  component: DryComponent;
  componentPath: Path;
}

export function createExternalWrapper(
  { mirror, layout, store }: Page,
  NodeView: NodeViewType,
): (props: ExternalProps) => ReactNode {
  function Local({ component, componentPath }: ExternalProps): ReactNode {
    const [nid] = React.useState(() => mountAt(mirror, layout, component, componentPath));
    React.useEffect(
      () => () => {
        layout.unanchor(nid);
        mirror.dropLocal(nid);
      },
      [nid],
    );
    const given = React.useRef(component.props);
    React.useEffect(() => {
      const node = mirror.get(nid);
      if (!node || given.current === component.props) return;
      given.current = component.props;
      mirror.replaceLocal(node, component.props);
      layout.forget(nid);
      store.touch(nid, "parent");
    }, [nid, component.props]);
    return <NodeView nid={nid} componentPath={componentPath} />;
  }

  return function ExternalWrapper({ component, componentPath }) {
    const found = layout.locate(componentPath);
    if (found?.rest.length === 0 && found.node.nid > 0) {
      return <NodeView nid={found.node.nid} componentPath={layout.pathOf(found.node.nid)} />;
    }
    if (!isDry(component)) return component as ReactNode;
    const key = `${component.namespace}.${component.type}`;
    return <Local key={key} component={component} componentPath={componentPath} />;
  };
}

function mountAt(mirror: Mirror, layout: Layout, component: DryComponent, path: Path): Nid {
  const { nid } = mirror.mountLocal(component);
  layout.anchor(nid, path);
  return nid;
}
